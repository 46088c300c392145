// Keys go to the screen as soon as it stands, without a click.
const giveKeys = () => {
  const keys = document.querySelector(".xterm-helper-textarea");
  if (keys) keys.focus();
  else requestAnimationFrame(giveKeys);
};
window.addEventListener("load", giveKeys);
window.addEventListener("focus", giveKeys);
