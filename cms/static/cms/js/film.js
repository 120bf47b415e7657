// A film elsewhere is fetched when somebody presses play; without this script the link opens it where it is.
addEventListener("click", (event) => {
  const play = event.target.closest("a[data-film]");
  if (!play || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const frame = document.createElement("iframe");
  frame.className = "video-frame";
  frame.title = play.dataset.title;
  frame.allow = "autoplay; encrypted-media; fullscreen; picture-in-picture";
  frame.referrerPolicy = "strict-origin-when-cross-origin";   // YouTube plays nothing for a page that hides its origin
  frame.setAttribute("sandbox", "allow-scripts allow-same-origin allow-presentation allow-popups");
  frame.src = play.dataset.film;
  play.closest(".video-away").replaceWith(frame);
  frame.focus();
});
