// One module per behaviour. Each looks for its own data attributes and does nothing where there are none.
import "./theme.js";
import "./small.js";
import "./keys.js";
import "./suggest.js";
import "./search.js";
import "./video.js";
import "./live.js";
import "./case-form.js";
