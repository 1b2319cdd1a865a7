using TellerLine.Bench.Load;
using TellerLine.Bench.Server;

namespace TellerLine.Bench.Wander;

/// <summary>An agent who presses whatever key comes to mind, at the desk and on the telephone.</summary>
internal sealed class WanderingAgent(
    string number, DeskClient first, CentreServer centre, SipLoad phones, RtpLoad rtp, Random random)
{
    public const string Domain = "tellerline";

    private static readonly string[] Holds = ["sendonly", "inactive", "sendrecv", "sendrecv"];

    private static readonly string[] Listens = ["listen", "whisper", "barge"];

    private static readonly string[] Pauses = ["cardDetails", "thirdParty", "customerAsks"];

    /// <summary>By star codes (docs/conversation.md); * is 10 and # is 11 (RFC 4733).</summary>
    private static readonly string[] Codes = [
        "*11", "*10", "*13", "*12", "*23", "*24", "*20", "*31", "*32", "*33", "*41", "*40", "*51", "*50", "*71", "*70", "*61", "*60",
        "*99", "*211003#", "*221004#", "**", "*2"];

    /// <summary>Dialled by the telephone, beside a call or with nothing in hand.</summary>
    private static readonly string[] Dialled = ["*34", "*351003", "*31", "*24", CentreServer.Hotline, "13912345678"];

    private readonly Lock _gate = new();
    private DeskClient _desk = first;
    private (SipCall Call, RtpLoad.Leg Leg)? _line, _second;

    public string Number => number;

    public DeskClient Desk => _desk;

    public bool IsOnTheLine => _line is not null || _second is not null;

    /// <summary>It rings: as a rule it is answered; now and then busy.</summary>
    public int? Ring(SipCall call)
    {
        lock (_gate)
        {
            if (_line is not null || random.Next(12) == 0)
                return null;
            var leg = rtp.Add(call.ServerRtp!);
            _line = (call, leg);
            PutDownAtItsEnd(call, leg);
            return rtp.Port;
        }
    }

    /// <summary>One thing, sensible or not; a refusal is an answer.</summary>
    /// <returns>What was done, for the log.</returns>
    public async Task<string> DoSomething(IReadOnlyList<string> agents, CancellationToken ct)
    {
        var other = agents[random.Next(agents.Count)];
        (string Method, object[] Arguments) asked = random.Next(28) switch
        {
            0 or 1 => ("Hold", [true]),
            2 or 3 => ("Hold", [false]),
            4 => ("Mute", [random.Next(2) == 0]),
            5 or 6 => ("Consult", ["agent", other, false]),
            7 => ("Consult", ["agent", other, true]),
            8 => ("DropConsult", []),
            9 => ("Conference", []),
            10 => ("Transfer", []),
            11 => ("SendToQueue", []),
            12 => ("SendToMenu", []),
            13 => ("Park", []),
            14 or 15 when _desk.Parked is { } parked => ("PickUp", [parked]),
            16 => ("AskSecret", [random.Next(2) == 0 ? "enquiryPin" : "transactionPin"]),
            17 => ("StopSecret", []),
            18 => ("PinSpoken", [random.Next(2) == 0]),
            19 => ("PauseRecording", [Pauses[random.Next(Pauses.Length)]]),
            20 => ("ResumeRecording", []),
            21 => ("End", []),
            22 => ("Dial", [other]),
            23 => ("Guide", [random.Next(2) == 0 ? "balance" : ""]),
            24 => ("StopGuide", []),
            _ => ("", []),
        };
        if (asked.Method.Length > 0)
            return $"{number} {asked.Method}({string.Join(", ", asked.Arguments)}): {await Ask(asked)}";
        switch (random.Next(17))
        {
            case 0:
                await LoseDesk(ct);
                return $"{number} loses the desk and comes back";
            case 1 or 2:
                if (Line is not { } hung)
                    break;
                await hung.Call.Hangup().WaitAsync(TimeSpan.FromSeconds(10), ct);
                return $"{number} hangs the telephone up";
            case 3 when _desk.State is "notReady":
                return $"{number} is ready: {await Ask(("Ready", []))}";
            case 4 or 5 when Line is { } line:
                var way = Holds[random.Next(Holds.Length)];
                return $"{number} offers {way}: {await phones.Offer((Second ?? line).Call, way)}";
            case 6 or 7:
                return await Dial(random.Next(2) == 0 ? other : Dialled[random.Next(Dialled.Length)], ct);
            case 8 when Line is { } blind:
                return $"{number} refers to {other}: {await phones.Refer(blind.Call, other, Domain)}";
            case 9 or 10 when Line is { } line && Second is { } beside:
                return $"{number} refers to the second call: {await phones.Refer(line.Call, other, Domain, beside.Call)}";
            case 11 when Second is { } beside:
                await beside.Call.Hangup().WaitAsync(TimeSpan.FromSeconds(10), ct);
                return $"{number} hangs the second call up";
            default:
                if (Line is not { } keyed)
                    break;
                var code = Codes[random.Next(Codes.Length)];
                foreach (var key in code)
                {
                    rtp.Key(keyed.Leg, (byte)(key switch { '*' => 10, '#' => 11, _ => key - '0' }));
                    await Task.Delay(100, ct);
                }

                return $"{number} keys {code}";
        }

        return "";
    }

    /// <summary>As who leads the others: listens to a call of theirs, coaches, joins, takes it over, stops.</summary>
    public async Task<string> LookAfter(CancellationToken ct)
    {
        var calls = await _desk.Floor(ct);
        if (calls.Count == 0)
            return "";
        var contact = calls[random.Next(calls.Count)];
        var mode = Listens[random.Next(Listens.Length)];
        var (what, status) = random.Next(6) switch
        {
            0 => ("takes over", await _desk.Floor(
                HttpMethod.Post, $"{contact}/taking-over", new { reason = "wander" }, ct)),
            1 => ("stops listening to", await _desk.Floor(HttpMethod.Delete, $"{contact}/listening", null, ct)),
            _ => ($"{mode} to", await _desk.Floor(
                HttpMethod.Put, $"{contact}/listening", new { mode, reason = "wander" }, ct)),
        };
        return $"{number} {what} {contact}: {status}";
    }

    /// <summary>Ready again, whatever it was; owed work is done by the desk itself.</summary>
    public async Task<string> BecomeReady() => _desk.State is "notReady" ? await Ask(("Ready", [])) : "";

    /// <summary>The desk's own call, if there is one; a colleague's ends with that.</summary>
    public async Task EndCall()
    {
        if (Second is { } beside)
            _ = beside.Call.Hangup();
        if (_desk.State is "talking" or "hold")
            await Ask(("DropConsult", []));
        if (_desk.State is "talking" or "hold")
            await Ask(("End", []));
        // As a caller of the hotline, or a listener, there is nothing at the desk to end.
        else if (Line is { } line)
            _ = line.Call.Hangup();
    }

    public ValueTask Leave() => _desk.DisposeAsync();

    private (SipCall Call, RtpLoad.Leg Leg)? Line
    {
        get
        {
            lock (_gate)
                return _line;
        }
    }

    private (SipCall Call, RtpLoad.Leg Leg)? Second
    {
        get
        {
            lock (_gate)
                return _second;
        }
    }

    /// <summary>A call out, or the second beside the call in hand; now and then given up while it rings.</summary>
    private async Task<string> Dial(string whom, CancellationToken ct)
    {
        if (Second is not null)
            return "";
        var call = phones.CallAs(number, whom, Domain, rtp.Port);
        var patience = random.Next(4) == 0 ? TimeSpan.FromMilliseconds(random.Next(50, 2_000)) : TimeSpan.FromSeconds(15);
        try
        {
            await call.Answered.Task.WaitAsync(patience, ct);
        }
        catch (InvalidOperationException refused)
        {
            return $"{number} dials {whom}: {refused.Message}";
        }
        catch (Exception late) when (late is TimeoutException or OperationCanceledException)
        {
            phones.Cancel(call);
            // Both may cross (RFC 3261 §9.1): answered after all, it is hung up.
            _ = call.Answered.Task.ContinueWith(
                answered => answered.Exception is null ? call.Hangup() : Task.CompletedTask,
                CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            return $"{number} dials {whom} and gives up";
        }

        var leg = rtp.Add(call.ServerRtp!);
        lock (_gate)
        {
            if (_line is null)
                _line = (call, leg);
            else
                _second = (call, leg);
        }

        PutDownAtItsEnd(call, leg);
        return $"{number} dials {whom}: answered";
    }

    private void PutDownAtItsEnd(SipCall call, RtpLoad.Leg leg) => _ = call.Ended.Task.ContinueWith(
        _ => PutDown(call, leg), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);

    /// <summary>What is left of two calls is the line.</summary>
    private void PutDown(SipCall call, RtpLoad.Leg leg)
    {
        rtp.Remove(leg);
        lock (_gate)
        {
            if (_line?.Call == call)
                (_line, _second) = (_second, null);
            else if (_second?.Call == call)
                _second = null;
        }
    }

    /// <summary>The page is closed without a word, and another one opened a moment later.</summary>
    private async Task LoseDesk(CancellationToken ct)
    {
        await _desk.DisposeAsync();
        await Task.Delay(random.Next(0, 4_000), ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _desk = await DeskClient.SignIn(centre.Http, number, CancellationToken.None, again: true);
    }

    private async Task<string> Ask((string Method, object[] Arguments) asked)
    {
        try
        {
            await _desk.Ask(asked.Method, asked.Arguments);
            return "done";
        }
        catch (InvalidOperationException refused)
        {
            return refused.Message;
        }
    }
}
