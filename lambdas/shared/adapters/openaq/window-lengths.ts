/** Remembers, over the sensors of one work item, how long a window may be that the API still answers. All in hours. */
export interface WindowLengths {
  /** The longest window to ask a sensor for at first. */
  readonly longest: number;
  /** Notes that a window of this length was answered. */
  noteAnswer(hours: number): void;
  /** Notes that a window of this length took too long. */
  noteTimeout(hours: number): void;
}

/**
 * Learns from 408: a length that timed out and never answered is too long for every sensor, so an API that answers no
 * window above some length costs a handful of 408s for a work item, not one for each sensor. A length that answered for
 * another sensor may be the fault of this one or of the moment: it is too long for all when it times out again before it
 * answers.
 */
export const createWindowLengths = (): WindowLengths => {
  let longest = Infinity;
  let longestAnswered = 0;
  return {
    get longest() {
      return longest;
    },
    noteAnswer: (hours) => {
      longestAnswered = Math.max(longestAnswered, hours);
    },
    noteTimeout: (hours) => {
      if (hours > longestAnswered) longest = Math.min(longest, Math.max(1, Math.floor(hours / 2)));
      else longestAnswered = hours - 1;
    },
  };
};
