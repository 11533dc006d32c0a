// How days and durations are said, for the scripts of My course.
(() => {
  const { lang } = document.documentElement;
  const locale = lang === "en" ? "en-GB" : lang; // the course is written in British English
  safercities.say = {
    day: (time) => new Date(time).toLocaleDateString(locale, { dateStyle: "long" }),
    // `forms` are minutes alone, hours alone, and both.
    duration: (minutes, forms) => {
      const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
      const form = forms[hours ? (rest ? 2 : 1) : 0];
      const values = hours ? [hours, rest] : [rest];
      return values.reduce((said, value) => said.replace("%d", value), form);
    },
  };
})();
