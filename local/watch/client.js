/** Keeps the page up to date: puts in place what the server sends, and follows links without leaving the page. */
import { Idiomorph } from './idiomorph.js';

/** What a person unfolded stays so while what is in it changes. */
const keepsOpen = (name, element) => !(name === 'open' && element.tagName === 'DETAILS');

const show = ({ part, markup }) => {
  Idiomorph.morph(document.getElementById(part), markup, { callbacks: { beforeAttributeUpdated: keepsOpen } });
};

let source;

/** Follows the view of the address from now on. The browser itself connects again when the connection is lost. */
const follow = () => {
  source?.close();
  source = new EventSource(`events${location.search}`);
  const connection = document.getElementById('connection');
  source.addEventListener('message', ({ data }) => show(JSON.parse(data)));
  source.addEventListener('open', () => connection.setAttribute('hidden', ''));
  source.addEventListener('error', () => connection.removeAttribute('hidden'));
};

/** A link of the page is another view; one that is to be opened elsewhere is left to the browser. */
const linkOf = ({ target, button, ctrlKey, metaKey, shiftKey }) =>
  button === 0 && !ctrlKey && !metaKey && !shiftKey ? target.closest('a[href^="?"]') : null;

document.addEventListener('click', (event) => {
  const link = linkOf(event);
  if (link === null) return;
  event.preventDefault();
  history.pushState(null, '', link.getAttribute('href'));
  follow();
  // On a wide screen what was chosen stands beside the drawing, on a phone below it.
  if (link.matches('.node, .chip') && matchMedia('(max-width: 900px)').matches) {
    document.getElementById('state').scrollIntoView();
  }
});

addEventListener('popstate', follow);

/** The arrow keys lead from state to state, and from item to item, as they are drawn. */
document.addEventListener('keydown', (event) => {
  const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
  const kind = ['.node', '.chip'].find((selector) => event.target.matches?.(selector));
  if (step === undefined || kind === undefined) return;
  const all = [...document.querySelectorAll(kind)];
  const next = all[all.indexOf(event.target) + step];
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
});

follow();
