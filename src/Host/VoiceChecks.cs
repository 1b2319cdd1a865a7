using System.Diagnostics.Metrics;
using TellerLine.Kernel;
using TellerLine.Voice;

namespace TellerLine.Host;

// Voice is a library that knows no Kernel: the program looks at it.

/// <summary>The process that carries the audio is connected.</summary>
internal sealed class MediaCheck : HealthCheck
{
    private readonly Exchange _exchange;

    public MediaCheck(Exchange exchange)
        : base("media")
    {
        _exchange = exchange;
        exchange.MediaHealthChanged += _ => Tell();
    }

    public override string Zh => "语音进程";

    public override string En => "Media process";

    public override string ToDoZh =>
        "语音进程已退出，其上的通话随之中断，程序会自动重新启动它。若一直不恢复，查看 data/run/media.log 中的原因。";

    public override string ToDoEn =>
        "The process that carries the audio ended, and its calls with it; another is started by itself. When it does not come back, data/run/media.log says why.";

    public override bool IsVital => true;

    public override Task<HealthFinding> Look(CancellationToken ct) => Task.FromResult(
        _exchange.IsMediaReady ? HealthFinding.Good : HealthFinding.Broken("It is not connected."));
}

/// <summary>SIP listens.</summary>
internal sealed class SipCheck(Exchange exchange) : HealthCheck("sip")
{
    public override string Zh => "SIP 监听";

    public override string En => "SIP listens";

    public override string ToDoZh => "电话打不进来：查看 SIP 端口是否被占用、网卡地址是否变化，然后重启本程序。";

    public override string ToDoEn =>
        "No call comes in: see whether another program has the SIP port or the machine's address changed, then restart the program.";

    public override bool IsVital => true;

    public override Task<HealthFinding> Look(CancellationToken ct) => Task.FromResult(
        exchange.IsListening ? HealthFinding.Good : HealthFinding.Broken("Its socket is closed."));
}

/// <summary>How many calls there are, and how near to the most that are taken.</summary>
internal sealed class CallsCheck(Exchange exchange, VoiceOptions options) : HealthCheck("calls")
{
    public override string Zh => "当前通话";

    public override string En => "Calls now";

    public override string ToDoZh => "接近同时通话上限，超出的来电会被拒绝（503）：查看是否有异常呼入；上限为 Voice:MaxCalls。";

    public override string ToDoEn =>
        "Near the most calls at once, beyond which callers are refused (503): see whether the calls are real; Voice:MaxCalls is the limit.";

    public override Task<HealthFinding> Look(CancellationToken ct) => Task.FromResult(
        HealthFinding.AtMost(exchange.Calls, "count", Math.Max(1, options.MaxCalls * 0.8), options.MaxCalls));
}

/// <summary>Calls and SIP messages, for who measures.</summary>
internal sealed class VoiceMeter(IMeterFactory meters, Exchange exchange) : IAtStart
{
    public Task Run(CancellationToken ct)
    {
        var meter = meters.Create("TellerLine.Voice");
        meter.CreateObservableGauge("tellerline.calls.now", () => exchange.Calls, null, "Incoming calls there are.");
        meter.CreateObservableGauge(
            "tellerline.media.up", () => exchange.IsMediaReady ? 1 : 0, null, "1 while the media process is connected.");
        meter.CreateObservableCounter(
            "tellerline.sip.malformed", () => exchange.SipMessages.Malformed, null, "SIP messages that were none.");
        meter.CreateObservableCounter(
            "tellerline.sip.dropped", () => exchange.SipMessages.Dropped, null, "SIP messages over a source's limits.");
        return Task.CompletedTask;
    }
}
