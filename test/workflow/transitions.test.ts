import { allStates, definitionOf, successors } from '../support/state-machine';

/** Every state with where it may go: the shape of the machine, without its data. */
const transitionsOf = (openaq: object = {}): Record<string, string> =>
  Object.fromEntries(
    allStates(definitionOf(openaq)).map(([name, state]) => [
      name,
      `${state.Type} -> ${successors(state).join(', ') || 'end'}`,
    ]),
  );

describe('the shape of the state machine', () => {
  it('is this', () => {
    expect(transitionsOf()).toMatchSnapshot();
  });

  it('gains these states when the cluster is paused between runs', () => {
    const usual = transitionsOf();
    const pausing = transitionsOf({ warehouse: { pauseBetweenRuns: true } });

    expect(Object.keys(pausing).filter((name) => !(name in usual))).toMatchSnapshot();
  });
});
