declare module 'asl-validator' {
  interface Validation {
    readonly isValid: boolean;
    errorsText(separator: string): string;
  }
  /** Validates a definition; writes defaults into it, so pass a copy. */
  export default function aslValidator(
    definition: object,
    options?: { checkPaths?: boolean; checkArn?: boolean },
  ): Validation;
}
