/**
 * An error as a Step Functions task sees it: `name` is what `ErrorEquals` compares (`Glue.CrawlerRunningException`,
 * `States.TaskFailed`), `message` is the cause.
 */
export class GlueError extends Error {
  override readonly name: string;

  constructor(name: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = name;
  }
}
