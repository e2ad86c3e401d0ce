/** happy-dom has no XPath; htmx wants it for hx-on, which our content policy forbids anyway. */
class NoXPath {
  createExpression() {
    return { evaluate: () => ({ iterateNext: () => null }) };
  }
}

Object.assign(globalThis, { XPathEvaluator: NoXPath });
