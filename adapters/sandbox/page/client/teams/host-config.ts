/** How Teams sets cards, as far as a host may say it; what it may not stands in the style sheet. */
export function hostConfig(dark: boolean): object {
  const text = dark ? '#e9eaec' : '#242424';
  const subtle = dark ? '#a5abb5' : '#5a606b';
  const colour = (plain: string): object => ({ default: plain, subtle: plain });
  const foregroundColors = {
    default: { default: text, subtle },
    dark: colour(subtle),
    light: colour(subtle),
    accent: colour(dark ? '#a9acf3' : '#4b4fb0'),
    good: colour(dark ? '#7bd39b' : '#14703a'),
    warning: colour(dark ? '#f2d48b' : '#6b4a00'),
    attention: colour(dark ? '#ff9d94' : '#b3261e'),
  };
  const style = (backgroundColor: string): object => ({ backgroundColor, foregroundColors });
  return {
    fontFamily: 'inherit',
    fontSizes: { small: 12, default: 14, medium: 14, large: 16, extraLarge: 18 },
    fontWeights: { lighter: 400, default: 400, bolder: 600 },
    lineHeights: { small: 16, default: 20, medium: 20, large: 22, extraLarge: 24 },
    spacing: { small: 4, default: 8, medium: 12, large: 16, extraLarge: 20, padding: 12 },
    separator: { lineThickness: 1, lineColor: dark ? '#343a42' : '#d9dde3' },
    supportsInteractivity: true,
    containerStyles: {
      default: style('transparent'),
      emphasis: style(dark ? '#22262b' : '#f4f5f7'),
      accent: style(dark ? '#23264a' : '#ebebfa'),
      good: style(dark ? '#16321f' : '#e2f3e8'),
      warning: style(dark ? '#3a2f12' : '#fff4d6'),
      attention: style(dark ? '#3d1c1a' : '#fdeceb'),
    },
    actions: {
      maxActions: 6,
      spacing: 'default',
      buttonSpacing: 8,
      actionsOrientation: 'horizontal',
      actionAlignment: 'left',
      showCard: { actionMode: 'inline', inlineTopMargin: 8, style: 'emphasis' },
    },
    factSet: {
      title: { color: 'default', size: 'default', weight: 'bolder', wrap: true, maxWidth: 130 },
      value: { color: 'default', size: 'default', wrap: true },
      spacing: 12,
    },
    inputs: {
      label: { requiredInputs: { weight: 'bolder' }, optionalInputs: { weight: 'bolder' } },
      errorMessage: { color: 'attention' },
    },
  };
}
