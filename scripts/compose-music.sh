#!/usr/bin/env bash
# Composes and plays the music on hold, prompts/music/hold.wav: 48 s, 8 kHz mono A-law, looping without a seam. Needs awk and sox.
#
# The piece is TellerLine's own: eight bars of four in C, twice, at 80 beats a minute (three seconds a bar), a slow pentatonic melody over
# broken chords. Every note is a few decaying sine partials (a soft plucked tone); a note that rings past the end rings on at the
# beginning, so the loop has no seam. No chance in it: the same file every time.
set -euo pipefail
cd "$(dirname "$0")/../prompts/music"
raw=$(mktemp --suffix=.dat)
trap 'rm -f "$raw"' EXIT

LC_ALL=C awk '
  function note(midi, beat, beats, loud,   f, n, i, t, a, k, at) {
    f = 440 * exp(log(2) * (midi - 69) / 12)
    n = int(beats * spb * 2.2)
    at = int(beat * spb)
    for (i = 0; i < n; i++) {
      t = i / rate
      # 12 ms of attack, a decay over the note, and the last tenth fading to nothing.
      a = loud * exp(-t * 1.7) * (t < 0.012 ? t / 0.012 : 1) * (i > n * 0.9 ? (n - i) / (n * 0.1) : 1)
      k = 6.2831853 * f * t
      y[(at + i) % total] += a * (sin(k) + 0.32 * exp(-t * 2) * sin(2 * k) + 0.12 * exp(-t * 4) * sin(3 * k))
    }
  }
  BEGIN {
    rate = 8000; spb = rate * 0.75; bars = 16; total = bars * 4 * spb
    # A chord a bar: root, third, fifth.
    chords = "48 52 55,57 60 64,53 57 60,55 59 62,48 52 55,52 55 59,53 57 60,55 59 62"
    split(chords, chord, ",")
    for (bar = 0; bar < bars; bar++) {
      split(chord[bar % 8 + 1], c, " ")
      # Broken: root, fifth, octave, third above, in eighths.
      split(c[1] " " c[3] " " c[1] + 12 " " c[2] + 12 " " c[3] + 12 " " c[2] + 12 " " c[1] + 12 " " c[3], arp, " ")
      for (e = 1; e <= 8; e++) note(arp[e], bar * 4 + (e - 1) / 2, 1, 0.16)
    }
    # The melody: pitch and beats; 0 rests. The second time it ends on the tonic, which leads to the beginning.
    split("76 1.5 74 .5 72 2 69 1 72 1 74 2 76 1.5 79 .5 81 2 79 4 " \
          "76 1.5 79 .5 76 2 74 1 71 1 67 2 69 1 72 1 74 1 76 1 74 4 " \
          "79 1.5 76 .5 74 2 72 1 74 1 76 2 81 1.5 79 .5 76 2 74 4 " \
          "72 1 74 1 76 2 79 1 76 1 74 2 72 1.5 69 .5 72 1 74 1 72 3 0 1", melody, " ")
    beat = 0
    for (i = 1; i in melody; i += 2) {
      if (melody[i] > 0) note(melody[i], beat, melody[i + 1], 0.30)
      beat += melody[i + 1]
    }
    print "; Sample Rate " rate "\n; Channels 1"
    for (i = 0; i < total; i++) printf "%.6f %.6f\n", i / rate, y[i] * 0.5
  }' >"$raw"

# Quieter than speech: about -26 dBFS.
level=$(sox "$raw" -n stats 2>&1 | awk '/^RMS lev dB/ { print -26 - $4 }')
sox -D "$raw" -e a-law -b 8 -r 8000 -c 1 hold.wav gain "$level"
soxi -D hold.wav

# What an agent hears for each key of a PIN: 90 ms of a soft tone, the same whichever key it was.
sox -D -n -r 8000 -c 1 -e a-law key.wav synth 0.09 sine 1000 fade t 0.02 0.09 0.02 vol 0.032

# What an agent hears when a star code was carried out (two short tones, the second higher), and when it was not (one low tone).
tone() { sox -D -n -r 8000 -c 1 -b 16 "$1" synth "$2" sine "$3" fade t 0.01 "$2" 0.02 vol 0.05; }
parts=$(mktemp -d)
trap 'rm -rf "$raw" "$parts"' EXIT
tone "$parts/1.wav" 0.09 880
tone "$parts/2.wav" 0.13 1318.5
tone "$parts/3.wav" 0.35 220
sox -D "$parts/1.wav" "$parts/2.wav" -e a-law -b 8 done.wav
sox -D "$parts/3.wav" -e a-law -b 8 refused.wav
