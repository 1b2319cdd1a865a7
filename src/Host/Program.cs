using TellerLine.Host;
using TellerLine.Simulation;
using TellerLine.Simulation.Replay;
using TellerLine.Voice.Media;

OwnerOnly.FromNowOn();

// The media process is this same executable, and must start without anything of the application.
if (args is ["media", .. var media])
    return MediaProcess.Main(media);

// Needs neither data nor settings.
if (args is ["simulate", .. var simulate])
    return SimulateCommand.Run(simulate, Console.Out, Console.Error);
if (args is ["replay", .. var replay])
    return ReplayCommand.Run(replay, Console.Out, Console.Error);

return await Centre.Start(args);
