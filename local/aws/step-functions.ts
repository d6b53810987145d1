/** A request or an answer of the SDK as Step Functions spells it: members in PascalCase, instants as text. */
export type InStepFunctions<Shape> = Shape extends Date
  ? string
  : Shape extends readonly (infer Item)[]
    ? InStepFunctions<Item>[]
    : Shape extends object
      ? { [Member in keyof Shape as Capitalize<Member & string>]: InStepFunctions<Shape[Member]> }
      : Shape;

/**
 * An error of a task by its name: what `ErrorEquals` compares (`Glue.CrawlerRunningException`, `States.TaskFailed`), or
 * what stands before the message of a failed job. The message is the cause.
 */
export class TaskError extends Error {
  constructor(
    override readonly name: string,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
