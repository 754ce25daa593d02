"""What browsers are told to refuse, as data. hubsite/headers.py chooses by address (docs/adr/0013-two-content-policies.md)."""

from csp.constants import NONE, SELF, UNSAFE_INLINE

# Every page of the hub, the API and its description, feeds, files: nothing but what this host sends as a file.
SITE_POLICY = {
    "default-src": [SELF],
    "object-src": [NONE],
    "base-uri": [NONE],
    "form-action": [SELF],
    "frame-ancestors": [NONE],
}
# Drafts, shown in a frame of the editors' area: what a reader will see, under a reader's policy.
PREVIEW_POLICY = SITE_POLICY | {"frame-ancestors": [SELF]}
# Wagtail's own pages, for people with a role there: its templates hold scripts, its editor writes style elements,
# and a picture is shown while it is sent.
ADMIN_POLICY = SITE_POLICY | {
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "blob:"],
}

NOWHERE: list[str] = []
HERE = ["self"]
PERMISSIONS_POLICY = {
    **dict.fromkeys(
        (
            *("accelerometer", "autoplay", "browsing-topics", "camera", "clipboard-read"),
            *("display-capture", "encrypted-media", "gamepad", "geolocation", "gyroscope", "hid"),
            *("identity-credentials-get", "idle-detection", "local-fonts", "magnetometer", "microphone", "midi"),
            *("otp-credentials", "payment", "screen-wake-lock", "serial", "sync-xhr", "usb", "xr-spatial-tracking"),
        ),
        NOWHERE,
    ),
    "clipboard-write": HERE,  # “Copy” beside codes and links
    "fullscreen": HERE,  # films
    "picture-in-picture": HERE,
    "publickey-credentials-create": HERE,  # passkeys
    "publickey-credentials-get": HERE,
}
