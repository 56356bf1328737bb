// Filters stand open where there is room beside the results.
const ROOMY = "(min-width: 40.0625em)";

export function openFilters(details) {
  if (details && window.matchMedia(ROOMY).matches) {
    details.open = true;
  }
}
