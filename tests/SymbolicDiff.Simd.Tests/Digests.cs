using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Security.Cryptography;

namespace SymbolicDiff.Simd.Tests;

/// <summary>The bits of all results, to be compared between machines.</summary>
public class Digests
{
    /// <summary>A line for each function; the first one says how wide the machine's vectors are.</summary>
    public static string[] OfThisMachine()
    {
        var lines = new List<string> { $"{Vector512.IsHardwareAccelerated} {Vector256.IsHardwareAccelerated}" };
        lines.AddRange(LaneFunction.All.Select(function => Line(function.Name, Points.Of(function), function.OfLanes)));
        lines.Add(Line("Pow", Points.Of(LaneFunction.All[0]), x => Lanes.Pow(Lanes.Abs(x), Lanes.Log(Lanes.Abs(x)) - 1)));
        lines.Add(Line("MultiplyAdd", Points.Moderate(4000, 1), x => Lanes.MultiplyAdd(x, x + 0.1, -x * x)));
        lines.Add(Line("Sum", Points.Moderate(4000, 2), x => Lanes.Sum(x)));
        double[] values = [.. Points.Moderate(1003, 3)];
        lines.Add($"Dot {Lanes.Dot(values, values, values.Length):R} {Lanes.Sum(values, 0, values.Length):R}");
        return [.. lines];
    }

    [Fact]
    public void AreWrittenForTheOtherMachine()
    {
        string[] lines = OfThisMachine();
        Assert.Equal(lines, OfThisMachine());
        if (Environment.GetEnvironmentVariable(Machines.DigestVariable) is { } file)
            File.WriteAllLines(file, lines);
    }

    private static string Line(string name, IEnumerable<double> points, Func<Lanes, Lanes> function)
    {
        var results = new List<double>();
        var eight = new double[Lanes.Count];
        foreach (double[] chunk in points.Chunk(Lanes.Count))
        {
            function(Lanes.LoadRest(chunk, 0)).Store(eight, 0);
            results.AddRange(eight.Select(y => double.IsNaN(y) ? double.NaN : y));
        }

        return $"{name} {Convert.ToHexString(SHA256.HashData(MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(results))))}";
    }
}
