// The page works without scripts: each form leads to a new document. With them
// it updates by itself and in place.

import "/page/live.js";
import "/page/forms.js";
import "/page/composer.js";
