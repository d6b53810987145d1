import type { StateMachineDefinition } from 'aws-local-stepfunctions';

/** A place in the drawing, in pixels of a drawing that is shown at its own size. */
interface Point {
  readonly x: number;
  readonly y: number;
}

/** A state with its place: `x` and `y` are its upper left corner. */
export interface Node extends Point {
  readonly name: string;
  readonly type: string;
  readonly width: number;
  readonly height: number;
  /** Of a Map the states that its items go through. */
  readonly inner: Graph | undefined;
}

/** A way from a state to another. */
export interface Edge {
  readonly from: string;
  readonly to: string;
  /** Taken when the state failed with an error that it catches. */
  readonly isCatch: boolean;
  readonly points: readonly Point[];
}

/** A state machine, or the states inside of a Map, laid out from top to bottom. */
export interface Graph {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly Node[];
  readonly edges: readonly Edge[];
}

/** What of a state leads to others and to states inside; the interpreter's types know it by the state's type alone. */
interface Ways {
  readonly Type: string;
  readonly Next?: string;
  readonly Default?: string;
  readonly Choices?: readonly { readonly Next: string }[];
  readonly Catch?: readonly { readonly Next: string }[];
  readonly ItemProcessor?: StateMachineDefinition;
}

/** dagre is an ES module, which this one can only import when it is called. */
type Dagre = typeof import('@dagrejs/dagre', { with: { 'resolution-mode': 'import' }});

const MARGIN = 12;
/** Height of a state, and of the heading of a Map. */
const HEIGHT = 30;
/** Width of a letter at the size of the style sheet (12 px), as wide as the widest of the system fonts draws names. */
const LETTER = 7;
/** The sign in front of a name, and room at both ends. */
const AROUND_NAME = 44;
/** Pulls an edge straight. */
const HEAVY = 50;

interface Way {
  readonly to: string;
  readonly isCatch: boolean;
}

const waysOf = ({ Next, Default, Choices = [], Catch = [] }: Ways): Way[] => {
  const nexts = new Set([Next, ...Choices.map((choice) => choice.Next), Default].filter((to) => to !== undefined));
  const caught = new Set(Catch.map((catcher) => catcher.Next).filter((to) => !nexts.has(to)));
  return [...[...nexts].map((to) => ({ to, isCatch: false })), ...[...caught].map((to) => ({ to, isCatch: true }))];
};

/** The shortest way from the first state to one that succeeds or ends, which a run takes in which nothing goes wrong. */
const shortestWay = ({ StartAt, States }: StateMachineDefinition): string[] => {
  const ways: string[][] = [[StartAt]];
  const seen = new Set([StartAt]);
  for (const way of ways) {
    const state = States[way.at(-1) as string] as Ways & { readonly End?: boolean };
    if (state.Type === 'Succeed' || state.End) return way;
    for (const { to, isCatch } of waysOf(state)) {
      if (isCatch || seen.has(to)) continue;
      seen.add(to);
      ways.push([...way, to]);
    }
  }
  return [StartAt];
};

/** The states of the shortest way to success, inside of Maps too. */
export const wayOf = (definition: StateMachineDefinition): string[] =>
  shortestWay(definition).flatMap((name) => {
    const { ItemProcessor } = definition.States[name] as Ways;
    return ItemProcessor === undefined ? [name] : [name, ...wayOf(ItemProcessor)];
  });

const layout = (dagre: Dagre, definition: StateMachineDefinition, isShown: (state: string) => boolean): Graph => {
  const graph = new dagre.graphlib.Graph();
  graph.setGraph({
    rankdir: 'TB',
    align: 'UL',
    nodesep: 16,
    ranksep: 22,
    edgesep: 12,
    marginx: MARGIN,
    marginy: MARGIN,
  });
  const inner = new Map<string, Graph>();
  const spine = shortestWay(definition);
  // dagre keeps what it hears of first to the left: the spine is straight there, and what may happen beside it is to its right.
  const names = [...new Set([...spine, ...Object.keys(definition.States)])].filter(isShown);
  const states = names.map((name): [string, Ways] => [name, definition.States[name] as Ways]);
  for (const [name, { ItemProcessor }] of states) {
    // A Map is as large as what is in it, which is laid out first: dagre leads no edge to a group of nodes.
    const items = ItemProcessor && layout(dagre, ItemProcessor, isShown);
    if (items) inner.set(name, items);
    const width = Math.max(name.length * LETTER + AROUND_NAME, items?.width ?? 0);
    graph.setNode(name, { width, height: HEIGHT + (items?.height ?? 0) });
  }
  for (const [name, state] of states) {
    const onSpine = spine.includes(name) ? spine[spine.indexOf(name) + 1] : undefined;
    for (const { to, isCatch } of waysOf(state).sort((one) => (one.to === onSpine ? -1 : 1))) {
      if (!isShown(to)) continue;
      graph.setEdge(name, to, { isCatch, weight: to === onSpine ? HEAVY : 1 });
    }
  }
  dagre.layout(graph, { disableOptimalOrderHeuristic: true });
  const { width = 0, height = 0 } = graph.graph() as { width?: number; height?: number };
  return {
    width,
    height,
    nodes: states.map(([name, { Type: type }]) => {
      const placed = graph.node(name) as { x: number; y: number; width: number; height: number };
      const corner = { x: placed.x - placed.width / 2, y: placed.y - placed.height / 2 };
      return { name, type, ...corner, width: placed.width, height: placed.height, inner: inner.get(name) };
    }),
    edges: graph.edges().map((edge: { v: string; w: string }) => {
      const { points, isCatch } = graph.edge(edge) as { points: Point[]; isCatch: boolean };
      return { from: edge.v, to: edge.w, isCatch, points };
    }),
  };
};

/** Lays out those states of a state machine that are shown, with dagre, which is loaded at the first call. */
export const graphOf = async (
  definition: StateMachineDefinition,
  isShown: (state: string) => boolean = () => true,
): Promise<Graph> => layout(await import('@dagrejs/dagre'), definition, isShown);
