// Tells the page that shows the frame how high it is, so that nothing has to scroll in it. Only the height is told, and only to
// the page that framed it; which pages may is for the policy to say.

const parent = location.ancestorOrigins?.[0] ?? (document.referrer && new URL(document.referrer).origin);

if (window.parent !== window && parent && parent !== "null") {
  const tell = () =>
    window.parent.postMessage({ type: "fieldguide:height", height: document.body.getBoundingClientRect().height }, parent);
  new ResizeObserver(tell).observe(document.body);
}
