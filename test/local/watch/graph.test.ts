import type { StateMachineDefinition } from 'aws-local-stepfunctions';
import { type Graph, graphOf, type Node, wayOf } from '../../../local/watch/graph';
import { laptopDefinition } from '../../support/journaled-run';
import { allStates, successors } from '../../support/state-machine';

describe('the drawing of the synthesized state machine', () => {
  let definition: StateMachineDefinition;
  let graph: Graph;
  beforeAll(async () => {
    definition = await laptopDefinition();
    graph = await graphOf(definition);
  }, 300_000);

  const everyNode = ({ nodes }: Graph): Node[] =>
    nodes.flatMap((node) => [node, ...(node.inner ? everyNode(node.inner) : [])]);
  const centre = ({ x, width }: Node): number => x + width / 2;

  it('has every state once, those of the Map inside of it', () => {
    const states = allStates(definition as never).map(([name]) => name);

    expect(
      everyNode(graph)
        .map(({ name }) => name)
        .sort(),
    ).toEqual(states.sort());
    expect(graph.nodes.find(({ name }) => name === 'ExtractCities')?.inner?.nodes.map(({ name }) => name)).toContain(
      'Extract',
    );
  });

  it('leads an edge from each state to every state that may follow it', () => {
    const drawn = graph.edges.map(({ from, to }) => `${from} -> ${to}`);
    const possible = Object.entries(definition.States).flatMap(([name, state]) =>
      [...new Set(successors(state as never))].map((to) => `${name} -> ${to}`),
    );

    expect(drawn.sort()).toEqual(possible.sort());
  });

  it('lays no state over another, and none outside', () => {
    const overlaps = graph.nodes.flatMap((one, at) =>
      graph.nodes
        .slice(at + 1)
        .filter(
          (other) =>
            one.x < other.x + other.width &&
            other.x < one.x + one.width &&
            one.y < other.y + other.height &&
            other.y < one.y + one.height,
        ),
    );

    expect(overlaps).toEqual([]);
    for (const { x, y, width, height } of graph.nodes) {
      expect(x).toBeGreaterThanOrEqual(0);
      expect(y).toBeGreaterThanOrEqual(0);
      expect(x + width).toBeLessThanOrEqual(graph.width);
      expect(y + height).toBeLessThanOrEqual(graph.height);
    }
  });

  it('draws the way to success as a straight line from PlanRun to Succeeded', () => {
    const way = wayOf(definition).filter((name) => name in definition.States);
    const centres = way.map((name) => centre(graph.nodes.find((node) => node.name === name) as Node));

    expect(way.at(0)).toBe('PlanRun');
    expect(way.at(-1)).toBe('Succeeded');
    expect(new Set(centres.map(Math.round)).size).toBe(1);
  });

  it('is narrow enough for a phone where it shows that way alone', async () => {
    const way = new Set(wayOf(definition));
    const { width } = await graphOf(definition, (name) => way.has(name));

    expect(width).toBeLessThan(300);
  });

  it('dashes the way of a caught error', async () => {
    const { edges } = await graphOf({
      StartAt: 'First',
      States: {
        First: { Type: 'Task', Resource: 'r', Catch: [{ ErrorEquals: ['BusyError'], Next: 'Then' }], Next: 'Last' },
        Then: { Type: 'Pass', Next: 'Last' },
        Last: { Type: 'Succeed' },
      },
    } as unknown as StateMachineDefinition);

    expect(edges.filter(({ isCatch }) => isCatch)).toMatchObject([{ from: 'First', to: 'Then' }]);
  });
});
