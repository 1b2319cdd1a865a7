#!/usr/bin/env bash
# Renders the prompts of prompts/zh-CN.yaml and prompts/en.yaml whose words, voice or settings changed, to 8 kHz mono A-law WAV.
# `--all` renders every one. Needs espeak-ng and sox (Debian packages); running the centre needs neither.
#
# Beside the files lies `rendered`: for each prompt the SHA-256 of voice, speed and words, by which this script sees what changed and the
# tests see that what lies there was made from what the manifest says.
set -euo pipefail
cd "$(dirname "$0")/../prompts"
export LC_ALL=C

# Mandarin is read from pinyin: the voice `cmn` reads characters as English.
declare -A voice=([zh]=cmn-latn-pinyin [en]=en-us [silence]=silence) speed=([zh]=190 [en]=155 [silence]=0.35)
export level_db=-20

# Name, file, voice, speed, words: one line a prompt.
lines() {
  awk -v default="$1" '
    function flush() { if (name != "") print name "\t" voice "\t" (say == "" ? text : say); name = "" }
    function value(s) { sub(/^ *[a-z]+: */, "", s); if (s ~ /^".*"$/) s = substr(s, 2, length(s) - 2); return s }
    /^[a-z]/ { flush(); name = $1; sub(/:$/, "", name); text = say = ""; voice = default }
    /^  text:/ { text = value($0) }
    /^  say:/ { say = value($0) }
    /^  voice:/ { voice = value($0) }
    END { flush() }'
}

# Speech without the silence around it, at the level, then the pause that its punctuation asks for.
render() {
  local file=$1 voice=$2 speed=$3 words=$4 pause=0.03 raw trimmed rms gain
  if [ "$voice" = silence ]; then
    sox -n -e a-law -b 8 -r 8000 -c 1 "$file" trim 0 "$speed"
    return
  fi
  case $words in *.) pause=0.25 ;; *,) pause=0.12 ;; esac
  raw=$(mktemp --suffix=.wav) trimmed=$(mktemp --suffix=.wav)
  espeak-ng -v "$voice" -s "$speed" -w "$raw" "$words"
  sox "$raw" -b 16 "$trimmed" gain -3 highpass 150 rate -h 8k silence 1 0.005 0.6% reverse silence 1 0.005 0.6% reverse
  rms=$(sox "$trimmed" -n stats 2>&1 | awk '/^RMS lev dB/ { print $4 }')
  gain=$(awk -v a="$level_db" -v b="$rms" 'BEGIN { print a - b }')
  sox "$trimmed" -e a-law -b 8 -r 8000 -c 1 "$file" gain -l "$gain" gain -1 fade t 0.004 -0 0.008 pad 0.02 "$pause"
  rm -f "$raw" "$trimmed"
}
export -f render

for pair in zh-CN:zh en:en; do
  folder=${pair%:*}
  mkdir -p "$folder"
  [ "${1:-}" = --all ] && rm -f "$folder"/*.wav "$folder/rendered"
  touch "$folder/rendered"
  new=$(mktemp) todo=$(mktemp)
  while IFS=$'\t' read -r name key words; do
    sum=$(printf '%s' "${voice[$key]}|${speed[$key]}|$words" | sha256sum | cut -d' ' -f1)
    echo "$name $sum" >>"$new"
    if [ ! -s "$folder/$name.wav" ] || ! grep -qxF "$name $sum" "$folder/rendered"; then
      printf '%s\0%s\0%s\0%s\0' "$folder/$name.wav" "${voice[$key]}" "${speed[$key]}" "$words" >>"$todo"
    fi
  done < <(lines "${pair#*:}" <"$folder.yaml")
  xargs -0 -r -n 4 -P "$(nproc)" bash -c 'set -eu; render "$@"' _ <"$todo"
  for file in "$folder"/*.wav; do
    grep -q "^$(basename "$file" .wav) " "$new" || { echo "no longer in the manifest: $file"; rm -f "$file"; }
  done
  mv "$new" "$folder/rendered"
  rm -f "$todo"
  echo "$folder: $(wc -l <"$folder/rendered") prompts, $(du -sh "$folder" | cut -f1)"
done
