using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using TellerLine.Voice.Media;

namespace TellerLine.Modules.Voice.Media;

/// <summary>
/// Lets this test executable be the media process: <c>TellerLine.Modules media --run DIR …</c>, as the host's
/// executable is.
/// </summary>
internal static class MediaEntry
{
    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "xunit owns the entry point")]
    internal static void BecomeTheMediaProcess()
    {
        if (Environment.GetCommandLineArgs() is [_, "media", .. var rest])
            Environment.Exit(MediaProcess.Main(rest));
    }
}
