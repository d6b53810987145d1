/** The errors of the Data API that Step Functions reports, by the name it gives them. */
export type RedshiftDataErrorName = 'RedshiftData.ValidationException' | 'RedshiftData.ResourceNotFoundException';

/** A request that the Data API refuses at once. A statement that fails is no such error: it ends in status FAILED. */
export class RedshiftDataError extends Error {
  constructor(
    override readonly name: RedshiftDataErrorName,
    message: string,
  ) {
    super(message);
  }
}

/** @throws RedshiftDataError always, as a ValidationException */
export const refuse = (message: string): never => {
  throw new RedshiftDataError('RedshiftData.ValidationException', message);
};
