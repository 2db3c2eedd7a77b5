/** Texts on the page that stand out too little from their ground (under 4.5 to 1). Runs in the browser, on its own. */
function paleTexts() {
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const colourOf = (css) => {
    if (canvas === null) return [0, 0, 0, 0];
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = css;
    canvas.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0, alpha = 0] = canvas.getImageData(0, 0, 1, 1).data;
    return [red, green, blue, alpha / 255];
  };
  const groundOf = (element) => {
    if (element === null) return [255, 255, 255, 1];
    const colour = colourOf(getComputedStyle(element).backgroundColor);
    return colour[3] > 0.5 ? colour : groundOf(element.parentElement);
  };
  const light = ([red, green, blue]) => {
    const [r = 0, g = 0, b = 0] = [red, green, blue].map((part) => {
      const share = part / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const hasOwnText = (element) =>
    [...element.childNodes].some((node) => node.nodeType === 3 && (node.textContent ?? '').trim() !== '');

  return [...document.querySelectorAll('#page *')]
    .filter((element) => hasOwnText(element) && element.checkVisibility() && element.closest('.unseen') === null)
    .flatMap((element) => {
      const [text, ground] = [light(colourOf(getComputedStyle(element).color)), light(groundOf(element))];
      const contrast = (Math.max(text, ground) + 0.05) / (Math.min(text, ground) + 0.05);
      return contrast < 4.5 ? [`${contrast.toFixed(1)} ${(element.textContent ?? '').slice(0, 40)}`] : [];
    });
}
