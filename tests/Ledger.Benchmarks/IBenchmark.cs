namespace Ledger.Benchmarks;

/// <summary>Something measured. Found by its type; needs a constructor without parameters.</summary>
public interface IBenchmark
{
    /// <summary>The name by which it is chosen on the command line.</summary>
    string Name { get; }

    /// <summary>Measures, and adds a line for each figure.</summary>
    Task RunAsync(Report report);
}
