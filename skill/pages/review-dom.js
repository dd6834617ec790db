// Making elements of data: what comes from a file or a person becomes text, never markup.

// `make("p", {class: "small"}, "words", otherElement, null)`; what is null or false is left out.
export const make = (tag, attributes = {}, ...children) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== false && child !== undefined));
  return element;
};

export const tag = (words, kind = "") => make("span", { class: `tag ${kind}` }, words);

// Only what is an address of the web becomes a link.
export const withLinks = (text) =>
  text.split(/(https?:\/\/[^\s,;()]+(?:\([^\s()]*\)[^\s,;()]*)*)/).map((part) =>
    /^https?:\/\//.test(part)
      ? make("a", { href: part, target: "_blank", rel: "noreferrer noopener" }, part)
      : part,
  );

export const linkTo = ({ id, title }) => make("a", { href: `#${id}` }, title);

export const number = (value, digits = 1) =>
  Number(value).toLocaleString("nl-NL", { minimumFractionDigits: digits, maximumFractionDigits: digits });

export const date = (iso) =>
  new Date(`${iso}T12:00:00`).toLocaleDateString("nl-NL", { day: "numeric", month: "long", year: "numeric" });

export const count = (value, one, more) => `${value} ${value === 1 ? one : more}`;
