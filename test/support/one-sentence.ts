/** What no message for a person holds: values that nobody formatted, line breaks, what steers a terminal. */
const NOT_FOR_PEOPLE = /undefined|\[object|[\p{Cc}\p{Bidi_Control}]/u;

/** The longest message: what a person reads in one go. */
const MOST_CHARACTERS = 700;

/** Holds that a message is a sentence for a person: one line, short, of plain characters. */
export const expectSentence = (message: string, mostCharacters = MOST_CHARACTERS): void => {
  expect(message).not.toMatch(NOT_FOR_PEOPLE);
  expect(message.length).toBeGreaterThan(20);
  expect(message.length).toBeLessThan(mostCharacters);
};
