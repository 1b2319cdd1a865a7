using TellerLine.Kernel;
using TellerLine.Voice.Media.Recording;

namespace TellerLine.Calls;

/// <summary>A recording that the media process has gone on writing while no centre was there.</summary>
internal sealed partial class ContactRecorder
{
    /// <summary>It is the same recording, without a hole, and is sealed at the contact's end.</summary>
    public void GoOn(LiveContact contact, string recordingId)
    {
        (contact.Recording, contact.RecordingId) = (true, recordingId);
        // Whether time went missing meanwhile was told to nobody, but stands in the file.
        if (IsWhole(PathOf(contact, recordingId)))
            _recorded[contact.Id] = recordingId;
        else
            NoEvidence(_log, contact.Id);
    }

    private string PathOf(LiveContact contact, string id)
    {
        var day = Clock.FromUs(contact.ArrivedUs);
        return Path.Combine(FolderOf(_kernel), $"{day:yyyy}", $"{day:MM}", $"{day:dd}", id + ".tlr");
    }

    private static bool IsWhole(string path)
    {
        try
        {
            using var reader = RecordingReader.Open(path);
            return reader.Info.Gaps.Count == 0;
        }
        catch (Exception fault) when (fault is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
