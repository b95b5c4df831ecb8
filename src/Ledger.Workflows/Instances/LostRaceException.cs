using System.Globalization;

namespace Ledger.Workflows.Instances;

/// <summary>An instance was changed by another commit between its reading and its writing; the unit of work is undone and run again.</summary>
internal sealed class LostRaceException(long instanceId, int revision) : Exception(string.Create(
    CultureInfo.InvariantCulture, $"The instance {instanceId} is past revision {revision}."));
