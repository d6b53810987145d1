/** Of an element of a page what tests read. */
export interface PageElement {
  readonly textContent: string | null;
  getAttribute(name: string): string | null;
  querySelector(selector: string): PageElement | null;
  querySelectorAll(selector: string): Iterable<PageElement> & { readonly length: number };
}

/** Reads a page of HTML as a browser would, without running it. */
export const readPage = async (page: string): Promise<PageElement> => {
  const { parseHTML } = await import('linkedom/worker');
  return parseHTML(page).document as unknown as PageElement;
};

/** The rows of the table behind a chart of a report, by the chart's title. */
export const numbersOf = (page: PageElement, title: string): string[][] => {
  const figure = [...page.querySelectorAll('figure')].find(
    (candidate) => candidate.querySelector('h3')?.textContent === title,
  );
  if (figure === undefined) throw new Error(`No figure is called ${title}`);
  return [...figure.querySelectorAll('tbody tr')].map((row) =>
    [...row.querySelectorAll('td')].map((cell) => cell.textContent ?? ''),
  );
};
