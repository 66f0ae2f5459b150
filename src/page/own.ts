/** The only calls that a form can't hide: the browser's own methods and getters, where `form.getAttribute` may be an input of that name. */
const getter = <T>(proto: object, name: string) =>
	Object.getOwnPropertyDescriptor(proto, name)?.get as (this: unknown) => T;

const localName = getter<string>(Element.prototype, 'localName');
const shadowRoot = getter<ShadowRoot | null>(Element.prototype, 'shadowRoot');
const parentNode = getter<Node | null>(Node.prototype, 'parentNode');
const firstChild = getter<ChildNode | null>(Node.prototype, 'firstChild');
const nextSibling = getter<ChildNode | null>(Node.prototype, 'nextSibling');
const { getAttribute, querySelectorAll, checkVisibility } = Element.prototype;

export const tagOf = (element: Element) => localName.call(element);
export const attribute = (element: Element, name: string) => getAttribute.call(element, name);
export const openShadow = (element: Element) => shadowRoot.call(element);
export const inside = (element: Element, selector: string) => querySelectorAll.call(element, selector);
export const parentNodeOf = (node: Node) => parentNode.call(node);
export const firstOf = (node: Node) => firstChild.call(node);
export const nextOf = (node: Node) => nextSibling.call(node);
/** Laid out, not hidden, not transparent. */
export const shown = (element: Element) =>
	checkVisibility.call(element, { visibilityProperty: true, opacityProperty: true });
