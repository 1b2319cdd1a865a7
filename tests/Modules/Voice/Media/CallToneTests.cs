using TellerLine.Voice;
using TellerLine.Voice.Media;

namespace TellerLine.Modules.Voice.Media;

/// <summary>A network that says in tones what becomes of a call, to the real media process.</summary>
[Collection(Audible.Name)]
public sealed class CallToneTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task what_becomes_of_a_call_is_told_while_somebody_asks_and_begins_anew_when_asked_again()
    {
        await using var host = await MediaHost.Start(Ct);
        using var network = await host.Call("anna", Ear.Anna);
        network.Says = Cadence(450, 350, 350);
        await host.Media.ListenToLine("anna", true);
        Assert.Equal(new MediaEvent.Line("anna", LineSound.Busy), host.Next<MediaEvent.Line>(20_000));
        await host.Media.ListenToLine("anna", true);
        Assert.Equal(new MediaEvent.Line("anna", LineSound.Busy), host.Next<MediaEvent.Line>(20_000));
        network.Says = Cadence(450, 700, 700);
        Assert.Equal(new MediaEvent.Line("anna", LineSound.Congestion), host.Next<MediaEvent.Line>(20_000));

        await host.Media.ListenToLine("anna", false);
        network.Says = Cadence(450, 350, 350);
        network.Hear(2_000);
        Assert.Empty(host.SoFar().OfType<MediaEvent.Line>());
        Assert.Equal(0, (await host.Media.Stats()).Faults);
    }

    private static short[] Cadence(double hz, int onMs, int offMs) =>
    [
        .. Enumerable.Range(0, onMs * 8).Select(i => (short)(5_000 * Math.Sin(2 * Math.PI * hz * i / 8000))),
        .. new short[offMs * 8],
    ];
}
