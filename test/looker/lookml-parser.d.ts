declare module 'lookml-parser' {
  /**
   * Parses a project and assembles its models from their includes. Never rejects for a file that does not parse: it is
   * in `errors` of the result, with its `$file_path`.
   */
  export function parseFiles(options: {
    source: readonly { readonly path: string; readonly content: string }[];
    /** Both are off unless they are asked for, whatever the parser's own page says. */
    transformations: { readonly applyExtensionsRefinements: boolean; readonly removeAbstract: boolean };
  }): Promise<{
    errors?: readonly { readonly $file_path: string; readonly error: unknown }[];
    manifest: unknown;
    model: Readonly<Record<string, unknown>>;
  }>;
}
