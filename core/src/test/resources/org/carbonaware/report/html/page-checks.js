// What is wrong with the page as it is laid out now: an array of sentences, empty if nothing is.
(() => {
  const wrong = [];
  const shown = element => element.checkVisibility({ checkOpacity: false, checkVisibilityCSS: true }) &&
      !element.closest('thead, title, desc, details:not([open]) > :not(summary)');
  const name = element => `<${element.localName} class="${element.getAttribute('class') || ''}"> "${element.textContent.trim().slice(0, 40)}"`;

  // width
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth > innerWidth) {
    wrong.push(`the page is ${document.documentElement.scrollWidth} px wide in a window of ${innerWidth} px`);
  }
  const texts = [...document.querySelectorAll('body *')].filter(element =>
      shown(element) && [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim()));
  for (const element of texts) {
    const box = element.getBoundingClientRect();
    if (box.width > 0 && (box.left < -0.5 || box.right > width + 0.5)) {
      wrong.push(`${name(element)} lies from ${box.left} to ${box.right} of ${width} px`);
    }
  }

  // labels that cover one another
  for (const chart of document.querySelectorAll('svg.chart')) {
    const labels = [...chart.querySelectorAll('text')].filter(shown).filter(label => label.textContent);
    const boxes = labels.map(label => label.getBoundingClientRect());
    for (let i = 0; i < boxes.length; i++) {
      for (let k = 0; k < i; k++) {
        const [a, b] = [boxes[i], boxes[k]];
        const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
        const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
        if (across > 0.5 && down > 3) { // boxes of lines include leading
          wrong.push(`${name(labels[i])} covers ${name(labels[k])} in ${chart.querySelector('title').textContent}`);
        }
      }
    }
  }

  // contrast, WCAG 2
  const channels = colour => colour.match(/[\d.]+/g).map(Number);
  const luminance = colour => {
    const [r, g, b] = channels(colour).map(c => c / 255).map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = element => {
    for (let at = element; at; at = at.parentElement) {
      const colour = getComputedStyle(at).backgroundColor;
      if ((channels(colour)[3] ?? 1) > 0) return colour;
    }
    return 'rgb(255, 255, 255)';
  };
  for (const element of texts) {
    const style = getComputedStyle(element);
    const colour = element instanceof SVGElement ? style.fill : style.color;
    const [a, b] = [luminance(colour), luminance(ground(element))];
    const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (contrast < 4.5) wrong.push(`${name(element)} has a contrast of ${contrast.toFixed(2)}: ${colour} on ${ground(element)}`);
  }

  // alternatives
  for (const svg of document.querySelectorAll('svg')) {
    if (svg.parentElement.closest('svg')) continue;
    if (svg.getAttribute('role') === 'img') {
      for (const id of svg.getAttribute('aria-labelledby').split(' ')) {
        if (!document.getElementById(id)?.textContent.trim()) wrong.push(`a picture without ${id}`);
      }
    } else if (svg.getAttribute('aria-hidden') !== 'true') {
      wrong.push('a drawing that is neither an image nor hidden');
    }
  }
  const chart = document.querySelector('svg.chart');
  if (chart && getComputedStyle(chart).display !== 'block') wrong.push('the style sheet is not applied');
  const dark = matchMedia('(prefers-color-scheme: dark)').matches;
  if (dark !== luminance(getComputedStyle(document.body).backgroundColor) < 0.2) wrong.push('the colours do not follow the scheme');
  return wrong;
})()
