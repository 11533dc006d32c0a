// Words and marks of the drawing on the page, each with its paints and with the ground below it.
() => {
  const SHAPES = "path, rect, circle, ellipse, line, polygon, polyline";
  const svg = document.querySelector("svg");
  const opacity = (item) => (item === svg ? 1 : +getComputedStyle(item).opacity * opacity(item.parentElement));
  const paint = (item, kind) => {
    const style = getComputedStyle(item);
    const [red, green, blue] = style[kind].match(/[\d.]+/g) ?? [];
    if (blue === undefined) return []; // none
    return [[red / 255, green / 255, blue / 255, style[`${kind}Opacity`] * opacity(item)]];
  };
  const paints = (item) => [...paint(item, "fill"), ...paint(item, "stroke")];

  // The topmost shape below an item, where the item is seen.
  const ground = (item, x, y) => {
    const stack = document.elementsFromPoint(x, y);
    const place = stack.indexOf(item);
    return place < 0 ? null : stack.slice(place + 1).find((below) => below.matches(SHAPES));
  };
  const pointsOf = (item) => {
    const box = item.getBoundingClientRect();
    const inside = [0.1, 0.5, 0.9].map((part) => [box.left + part * box.width, box.top + box.height / 2]);
    if (!item.getTotalLength) return inside;
    const toPage = item.getScreenCTM(), length = item.getTotalLength();
    const along = [0.05, 0.35, 0.65, 0.95].map((part) => item.getPointAtLength(part * length).matrixTransform(toPage));
    return [...inside, ...along.map(({ x, y }) => [x, y])];
  };
  const groundsOf = (item) => [
    ...new Set(pointsOf(item).map(([x, y]) => ground(item, x, y)).filter(Boolean)),
  ];
  const report = (item) => ({
    what: item.textContent.trim() || item.outerHTML.slice(0, 90),
    paints: paints(item),
    grounds: groundsOf(item).map((below) => paint(below, "fill")[0] ?? paint(below, "stroke")[0]),
  });

  const [paper, ...marks] = [...svg.querySelectorAll(SHAPES)].filter((item) => !item.closest("defs"));
  const words = [...svg.querySelectorAll("text")];
  const { width, height } = paper.getBoundingClientRect(), whole = svg.getBoundingClientRect();
  return {
    paper: width >= whole.width - 1 && height >= whole.height - 1,
    words: words.map(report),
    marks: marks.map(report),
  };
}
