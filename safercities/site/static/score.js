// How sure a score is: the formulas of safercities.measures, which a test compares with these.
(() => {
  const Z = 1.959963984540054; // 95 %

  // Wilson's interval of a share.
  const wilson = (hits, n) => {
    const share = hits / n;
    const stretch = 1 + Z ** 2 / n;
    const centre = (share + Z ** 2 / (2 * n)) / stretch;
    const half = (Z * Math.sqrt((share * (1 - share)) / n + Z ** 2 / (4 * n ** 2))) / stretch;
    return { share, low: hits ? centre - half : 0, high: hits < n ? centre + half : 1 };
  };

  // After minus before, with Newcombe's hybrid score interval (1998, method 10).
  const change = (before, n, after, m) => {
    const [a, b] = [wilson(before, n), wilson(after, m)];
    const share = b.share - a.share;
    return {
      share,
      low: share - Math.hypot(b.share - b.low, a.high - a.share),
      high: share + Math.hypot(b.high - b.share, a.share - a.low),
    };
  };

  safercities.score = { wilson, change };
})();
