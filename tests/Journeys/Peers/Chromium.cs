using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace TellerLine.Journeys.Peers;

/// <summary>
/// Headless Chromium (Debian's package) with a tone for a microphone, driven by the DevTools protocol.
/// </summary>
internal sealed partial class Chromium : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly string _profile;
    private readonly ClientWebSocket _socket = new();
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonNode>> _calls = new();
    private readonly SemaphoreSlim _sending = new(1);
    private readonly CancellationTokenSource _closing = new();
    private readonly List<string> _console = [];
    private int _lastCall;

    private Chromium(Process process, string profile) => (_process, _profile) = (process, profile);

    /// <summary>What the page wrote to its console, for a failing test's message.</summary>
    public string Console
    {
        get
        {
            lock (_console)
                return string.Join('\n', _console.TakeLast(40));
        }
    }

    public static async Task<Chromium> Start(string microphoneWav, int width = 1366, int height = 768)
    {
        var profile = Directory.CreateTempSubdirectory("tellerline-chromium-").FullName;
        var start = new ProcessStartInfo("chromium") { RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (var argument in (string[])
        [
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
            "--autoplay-policy=no-user-gesture-required",
            "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream",
            "--allow-loopback-in-peer-connection",
            "--disable-background-timer-throttling", "--disable-renderer-backgrounding", "--remote-debugging-port=0",
            $"--window-size={width},{height}", "--lang=zh-CN", "--use-file-for-fake-audio-capture=" + microphoneWav,
            "--user-data-dir=" + profile, "about:blank",
        ])
            start.ArgumentList.Add(argument);
        var process = Process.Start(start) ?? throw new InvalidOperationException("Chromium does not start.");
        var address = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data?.IndexOf("ws://", StringComparison.Ordinal) is >= 0 and var at)
                address.TrySetResult(line.Data[at..].Trim());
        };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var browser = new Chromium(process, profile);
        var port = new Uri(await address.Task.WaitAsync(Patience)).Port;
        using var http = new HttpClient();
        var targets = JsonNode.Parse(await http.GetStringAsync($"http://127.0.0.1:{port}/json"))!.AsArray();
        var page = targets.First(t => (string?)t!["type"] == "page")!;
        await browser._socket.ConnectAsync(new Uri((string)page["webSocketDebuggerUrl"]!), CancellationToken.None);
        _ = browser.Listen();
        await browser.Call("Page.enable");
        await browser.Call("Runtime.enable");
        await browser.Call("Emulation.setDeviceMetricsOverride",
            new JsonObject { ["width"] = width, ["height"] = height, ["deviceScaleFactor"] = 1, ["mobile"] = false });
        return browser;
    }

    /// <summary>A browser in which somebody without a telephone has signed in.</summary>
    public static async Task<Chromium> SignedIn(
        CentreUnderTest centre, string user, string language = "zh-CN", string? password = null,
        string? newPassword = null)
    {
        var wav = Path.GetFullPath(Path.Combine(centre.Data, $"../tone-short-{Environment.ProcessId}.wav"));
        if (!File.Exists(wav))
            Tone.Write(wav, 440, TimeSpan.FromSeconds(1));
        var browser = await Start(wav);
        await browser.Go(centre.Url + "/signin");
        await browser.Run($"localStorage.setItem('tellerline.language', '{language}')");
        await browser.SignIn(centre.Url, user, password ?? "teller-" + user, newPassword);
        await browser.Gone("signin-user");
        return browser;
    }

    /// <param name="newPassword">To replace one that an administrator gave.</param>
    public async Task SignIn(string url, string user, string password, string? newPassword = null)
    {
        await Go(url + "/signin");
        await Type("signin-user", user);
        await Type("signin-password", password);
        await Click("signin-submit");
        if (newPassword is null)
            return;
        await Type("signin-new", newPassword);
        await Type("signin-again", newPassword);
        await Click("signin-submit");
    }

    /// <summary>Opens a field's list, looks for a text and takes what is found.</summary>
    /// <param name="field">The form's name of it, or its label.</param>
    public async Task Choose(string field, string text)
    {
        var its = $"#{field}, input[aria-label={field}]";
        await Until($"document.querySelector('{its}')");
        await Run($$"""
            (() => {
              const input = [...document.querySelectorAll('{{its}}')].at(-1)
              input.focus()
              input.closest('.ant-select').dispatchEvent(new MouseEvent('mousedown', { bubbles: true }))
            })()
            """);
        await Call("Input.insertText", new JsonObject { ["text"] = text });
        const string shown = "[...document.querySelectorAll('.ant-select-dropdown:not(.ant-select-dropdown-hidden) "
            + ":is(.ant-select-item-option-content, .ant-select-tree-title)')]";
        var found = $"{shown}.find(e => e.innerText.includes({JsonSerializer.Serialize(text)}))";
        await Until(found);
        await Run($"{found}.click()");
        // A list of one choice has closed by itself, and Escape would close the form.
        await Run("document.activeElement?.blur()");
    }

    public Task Go(string url) => Leave("Page.navigate", new JsonObject { ["url"] = url });

    public Task Reload() => Leave("Page.reload", new JsonObject());

    /// <summary>
    /// A page that asks before it is left is gone when the answer would come: the browser says so instead.
    /// </summary>
    private async Task Leave(string method, JsonObject how)
    {
        try
        {
            await Call(method, how);
        }
        catch (InvalidOperationException fault) when (
            fault.Message.Contains("navigated or closed", StringComparison.Ordinal))
        {
        }
    }

    /// <summary>The browser's process is gone at once, as in a power cut.</summary>
    public void Kill() => _process.Kill(entireProcessTree: true);

    /// <summary>
    /// The whole browser stands still, as a computer that sleeps: no packet comes from it, no connection of it ends.
    /// </summary>
    public void Freeze() => Signal("-STOP");

    public void Thaw() => Signal("-CONT");

    /// <summary>Cuts the page from the network (its open connections too) or lets it back.</summary>
    public Task Offline(bool on) => Call("Network.emulateNetworkConditions", new JsonObject
    {
        ["offline"] = on, ["latency"] = 0, ["downloadThroughput"] = -1, ["uploadThroughput"] = -1,
    });

    /// <summary>Runs an expression (a promise is awaited) and returns its JSON value.</summary>
    public async Task<JsonNode?> Run(string expression)
    {
        var answer = await Call("Runtime.evaluate", new JsonObject
        {
            ["expression"] = expression, ["awaitPromise"] = true, ["returnByValue"] = true, ["userGesture"] = true,
        });
        if (answer["exceptionDetails"] is { } fault)
            throw new InvalidOperationException($"{expression}: {fault["exception"]?["description"] ?? fault["text"]}");
        return answer["result"]?["value"];
    }

    /// <summary>A wait that the page's leaving broke off goes on in the page that follows.</summary>
    private async Task Wait(string script)
    {
        for (var pages = 0; ; pages++)
        {
            try
            {
                await Run(script);
                return;
            }
            catch (InvalidOperationException fault) when (
                pages < 5 && fault.Message.Contains("navigated or closed", StringComparison.Ordinal))
            {
            }
        }
    }

    /// <summary>Waits until the control is there, visible and not disabled.</summary>
    public async Task See(string testId, TimeSpan? patience = null)
    {
        var selector = JsonSerializer.Serialize($"[data-testid=\"{testId}\"]");
        var script = $$"""
            new Promise((done, fail) => {
              const end = Date.now() + {{(patience ?? Patience).TotalMilliseconds}};
              const look = () => {
                const it = document.querySelector({{selector}});
                if (it && it.getClientRects().length > 0 && !it.disabled) return done(true);
                if (Date.now() > end) return fail(new Error('not seen: ' + {{selector}} + ' on ' + location.href + '\n' + document.body.innerText.slice(0, 1500)));
                requestAnimationFrame(() => setTimeout(look, 20));
              };
              look();
            })
            """;
        await Wait(script);
    }

    /// <summary>Waits until the control is shown no more.</summary>
    public async Task Gone(string testId) => await Until($"!document.querySelector('[data-testid=\"{testId}\"]')");

    /// <summary>Waits until an expression of the page is true.</summary>
    public async Task Until(string expression, TimeSpan? patience = null) => await Wait($$"""
        new Promise((done, fail) => {
          const end = Date.now() + {{(patience ?? Patience).TotalMilliseconds}};
          const look = () => {
            if ({{expression}}) return done(true);
            if (Date.now() > end) return fail(new Error('never true: ' + {{JsonSerializer.Serialize(expression)}} + '\n' + document.body.innerText.slice(0, 1500)));
            setTimeout(look, 20);
          };
          look();
        })
        """);

    public async Task Click(string testId)
    {
        await See(testId);
        await Run($"document.querySelector('[data-testid=\"{testId}\"]').click()");
    }

    public async Task Type(string testId, string text)
    {
        await See(testId);
        await Run(
            $"(() => {{ const e = document.querySelector('[data-testid=\"{testId}\"]'); (e.matches('input,textarea') ? e : e.querySelector('input,textarea')).focus(); }})()");
        await Call("Input.insertText", new JsonObject { ["text"] = text });
    }

    public Task Key(string key, string code, int virtualCode) =>
        Task.WhenAll(KeyDown(key, code, virtualCode), KeyUp(key, code, virtualCode));

    public Task KeyDown(string key, string code, int virtualCode) => KeyEvent("keyDown", key, code, virtualCode);

    public Task KeyUp(string key, string code, int virtualCode) => KeyEvent("keyUp", key, code, virtualCode);

    public async Task<string> Text(string testId)
    {
        await See(testId);
        return (string?)await Run($"document.querySelector('[data-testid=\"{testId}\"]').innerText") ?? "";
    }

    /// <summary>
    /// Listens to what the page's phone plays, for about a second, once it is loud enough or the patience ends.
    /// </summary>
    /// <param name="enough">The share of the tone at which it need not be listened to any longer.</param>
    public async Task<Heard> Hear(
        double hz, TimeSpan? patience = null, double loudEnough = 0.002, double enough = 0.8)
    {
        var script = $$"""
            (async () => {
              const end = Date.now() + {{(patience ?? Patience).TotalMilliseconds}};
              const pause = ms => new Promise(r => setTimeout(r, ms));
              let best = {rms: 0, share: 0};
              const context = new AudioContext();
              await context.resume();
              try {
                while (Date.now() < end) {
                  const stream = window.__tellerline && window.__tellerline.remoteStream;
                  if (!stream || stream.getAudioTracks().length === 0) { await pause(50); continue; }
                  const source = context.createMediaStreamSource(stream);
                  const analyser = context.createAnalyser();
                  analyser.fftSize = 32768;
                  source.connect(analyser);
                  for (let i = 0; i < 8 && Date.now() < end; i++) {
                    await pause(750);
                    const samples = new Float32Array(analyser.fftSize);
                    analyser.getFloatTimeDomainData(samples);
                    let energy = 0, tone = 0;
                    const window_ = Math.round(context.sampleRate / 50);
                    for (const s of samples) energy += s * s;
                    const c = 2 * Math.cos(2 * Math.PI * {{hz.ToString(System.Globalization.CultureInfo.InvariantCulture)}} / context.sampleRate);
                    for (let at = 0; at + window_ <= samples.length; at += window_) {
                      let s1 = 0, s2 = 0;
                      for (let i = at; i < at + window_; i++) { const s0 = samples[i] + c * s1 - s2; s2 = s1; s1 = s0; }
                      tone += 2 * (s1 * s1 + s2 * s2 - c * s1 * s2) / window_;
                    }
                    const rms = Math.sqrt(energy / samples.length), share = energy ? Math.min(1, tone / energy) : 0;
                    if (rms >= {{loudEnough.ToString(System.Globalization.CultureInfo.InvariantCulture)}} && share > best.share) best = {rms, share};
                    if (best.share > {{enough.ToString(System.Globalization.CultureInfo.InvariantCulture)}}) return best;
                  }
                  source.disconnect();
                }
                return best;
              } finally { context.close(); }
            })()
            """;
        var heard = (await Run(script))!;
        return new Heard((double)heard["rms"]!, (double)heard["share"]!);
    }

    public async Task Screenshot(string path)
    {
        var picture = await Call("Page.captureScreenshot", new JsonObject { ["format"] = "png" });
        await File.WriteAllBytesAsync(path, Convert.FromBase64String((string)picture["data"]!));
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        _socket.Dispose();
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        _closing.Dispose();
        _sending.Dispose();
        try
        {
            Directory.Delete(_profile, recursive: true);
        }
        catch (IOException)
        {
            // A child of the browser may still write; the system's temporary directory is emptied by others.
        }
    }

    private void Signal(string signal)
    {
        using var kill = Process.Start("kill", [signal, .. Processes.TreeOf(_process.Id).Select(id => id.ToString())]);
        kill.WaitForExit();
    }

    private Task<JsonNode> KeyEvent(string type, string key, string code, int virtualCode) =>
        Call("Input.dispatchKeyEvent",
        new JsonObject { ["type"] = type, ["key"] = key, ["code"] = code, ["windowsVirtualKeyCode"] = virtualCode });

    private async Task<JsonNode> Call(string method, JsonObject? parameters = null)
    {
        var id = Interlocked.Increment(ref _lastCall);
        var answer = new TaskCompletionSource<JsonNode>(TaskCreationOptions.RunContinuationsAsynchronously);
        _calls[id] = answer;
        var message = JsonSerializer.SerializeToUtf8Bytes(
            new JsonObject { ["id"] = id, ["method"] = method, ["params"] = parameters ?? [] });
        await _sending.WaitAsync();
        try
        {
            await _socket.SendAsync(message, WebSocketMessageType.Text, true, _closing.Token);
        }
        finally
        {
            _sending.Release();
        }
        return await answer.Task.WaitAsync(Patience + Patience);
    }

    private async Task Listen()
    {
        var buffer = new byte[1 << 16];
        using var message = new MemoryStream();
        try
        {
            while (true)
            {
                var part = await _socket.ReceiveAsync(buffer, _closing.Token);
                message.Write(buffer, 0, part.Count);
                if (!part.EndOfMessage)
                    continue;
                var node = JsonNode.Parse(message.GetBuffer().AsSpan(0, (int)message.Length))!;
                message.SetLength(0);
                if (node["id"] is { } id && _calls.TryRemove((int)id, out var waiting))
                {
                    if (node["error"] is { } error)
                        waiting.TrySetException(new InvalidOperationException(error.ToJsonString()));
                    else
                        waiting.TrySetResult(node["result"]!);
                }
                else if ((string?)node["method"] is "Page.javascriptDialogOpening")
                    // The page asks before it is left in a call: whoever drives it means it.
                    _ = Call("Page.handleJavaScriptDialog", new JsonObject { ["accept"] = true });
                else if ((string?)node["method"] is "Runtime.consoleAPICalled" or "Runtime.exceptionThrown")
                    lock (_console)
                        _console.Add(node["params"]!.ToJsonString());
            }
        }
        catch (Exception fault) when (
            fault is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            foreach (var waiting in _calls.Values)
                waiting.TrySetException(new IOException("The browser is gone."));
        }
    }
}
