using TellerLine.Host;
using TellerLine.Voice.Media;

OwnerOnly.FromNowOn();

// The media process is this same executable, and must start without anything of the application.
if (args is ["media", .. var media])
    return MediaProcess.Main(media);

return await Centre.Start(args);
