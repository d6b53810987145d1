/** Loaded in front of the CDK app: what nobody catches ends it with its name and words, not with Node's frame and stack. */
process.on('uncaughtException', (thrown: unknown) => {
  console.error(thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown));
  process.exit(1);
});
