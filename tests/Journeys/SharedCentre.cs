namespace TellerLine.Journeys;

/// <summary>One started centre for the cases of a class that do not disturb each other.</summary>
public class SharedCentre : IAsyncLifetime
{
    internal CentreUnderTest Centre { get; private set; } = null!;

    protected virtual string[] Settings => [];

    public async ValueTask InitializeAsync() => Centre = await CentreUnderTest.Start(Settings);

    public async ValueTask DisposeAsync()
    {
        await Centre.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
