// Makes elements. What comes from outside goes in as text or attribute, never as markup.

const SVG = 'http://www.w3.org/2000/svg';

/** el('a.row', {href: '/events'}, 'text', otherElement); attributes that begin with "on" are listeners. */
export function el(name, ...rest) {
  const [tag, ...classes] = name.split('.');
  return filled(document.createElement(tag), classes, rest);
}

export function svg(name, ...rest) {
  const [tag, ...classes] = name.split('.');
  return filled(document.createElementNS(SVG, tag), classes, rest);
}

function filled(element, classes, rest) {
  if (classes.length) element.setAttribute('class', classes.join(' '));
  const [first] = rest;
  if (isAttributes(first)) {
    rest.shift();
    for (const [key, value] of Object.entries(first)) set(element, key, value);
  }
  element.append(...nodes(rest));
  return element;
}

function isAttributes(value) {
  return value !== null && typeof value === 'object' && !(value instanceof Node) && !Array.isArray(value);
}

function set(element, key, value) {
  if (value === null || value === undefined || value === false) return;
  if (key.startsWith('on')) {
    element.addEventListener(key.slice(2), value);
  } else if (key === 'class') {
    element.setAttribute('class', `${element.getAttribute('class') ?? ''} ${value}`.trim());
  } else if (key === 'value' && 'value' in element) {
    element.value = value;
  } else if (key === 'href' && !/^[/#]/.test(value) && !value.startsWith('blob:')) {
    element.setAttribute('data-href', value);
  } else {
    element.setAttribute(key, value === true ? '' : value);
  }
}

function nodes(children) {
  return children.flat(Infinity).filter(child => child !== null && child !== undefined && child !== false)
    .map(child => (child instanceof Node ? child : String(child)));
}

/** Puts other children in place of those that are there. */
export function fill(element, ...children) {
  element.replaceChildren(...nodes(children));
  return element;
}

let last = 0;

/** An id for an element that another one names. */
export function freshId(word) {
  last += 1;
  return `${word}-${last}`;
}
