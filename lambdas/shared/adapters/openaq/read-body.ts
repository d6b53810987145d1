/** A body as text, or its beginning when there was more. */
export interface Body {
  readonly text: string;
  readonly isWhole: boolean;
}

/**
 * Reads a body up to `maxBytes` after decompression, and no further: a few kilobytes of gzip can unfold to gigabytes. What
 * is behind is neither decompressed nor received.
 */
export const readBody = async (stream: AsyncIterable<Uint8Array> | null, maxBytes: number): Promise<Body> => {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of stream ?? []) {
    const isWhole = bytes + chunk.length <= maxBytes;
    chunks.push(isWhole ? chunk : chunk.subarray(0, maxBytes - bytes));
    bytes += chunk.length;
    // Leaving the loop cancels the stream, and with it the request.
    if (!isWhole) break;
  }
  return { text: new TextDecoder().decode(Buffer.concat(chunks)), isWhole: bytes <= maxBytes };
};
