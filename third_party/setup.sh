# Sourced by ./run and ./test: installs the missing Debian packages, or says in one line what to install.
mulens_setup() {
    local wanted missing=() package
    wanted=$(grep -v '^#' third_party/packages.txt)
    for package in $wanted; do
        dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
    done
    [ ${#missing[@]} -eq 0 ] && return 0
    if ! command -v apt-get >/dev/null; then
        echo "Mulens needs these Debian packages and this machine has no apt-get: ${missing[*]}" >&2
        return 1
    fi
    if [ "$(id -u)" -ne 0 ]; then
        echo "Mulens needs ${#missing[@]} more Debian packages: ${missing[*]}" >&2
        echo "Install them with:  sudo apt-get update && sudo apt-get install -y --no-install-recommends ${missing[*]}" >&2
        return 1
    fi
    echo "Installing ${#missing[@]} Debian packages: ${missing[*]}"
    local log
    log=$(mktemp)
    if ! { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${missing[@]}"; } >"$log" 2>&1; then
        tail -5 "$log" >&2
        echo "Installing failed (whole log: $log). Try:  apt-get install -y --no-install-recommends ${missing[*]}" >&2
        return 1
    fi
    rm -f "$log"
}

# Configures and builds a preset; quiet unless something goes wrong.
mulens_build() {
    local preset=$1 log
    shift
    log=$(mktemp)
    if [ ! -f "build/$preset/build.ninja" ] && ! cmake --preset "$preset" >"$log" 2>&1; then
        cat "$log" >&2
        return 1
    fi
    echo "Building (build/$preset) …"
    if ! cmake --build --preset "$preset" "$@" >"$log" 2>&1; then
        tail -40 "$log" >&2
        return 1
    fi
    rm -f "$log"
}
