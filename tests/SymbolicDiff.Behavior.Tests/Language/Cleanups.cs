namespace SymbolicDiff.Behavior.Tests.Language;

/// <summary><c>try</c> with <c>finally</c>, and <c>using</c>.</summary>
public static partial class Cleanups
{
    public static List<string> Log { get; } = [];

    private static Scope Open(string name) => new(name);

    private static void Note(string what) => Log.Add(what);

    private static double Guarded(double x)
    {
        using Scope scope = new("inner");
        return x * x + scope.Length;
    }

    private sealed class Scope(string name) : IDisposable
    {
        public int Length => name.Length;

        public void Dispose() => Log.Add(name + " closed");
    }

    [Differentiable(Emit = Both), Point(0.7), Point(-0.7)]
    public static double AssignsLocals(double x)
    {
        double s = x;
        try
        {
            s *= x;
            if (x < 0) return s * 3;
            s += 1;
        }
        finally
        {
            s = s * s;
        }

        return s;
    }

    [Differentiable(Emit = Both), Point(0.7, 5), Point(0.7, 1)]
    public static double Jumps(double x, int n)
    {
        double s = x;
        for (int i = 0; i < n; i++)
        {
            try
            {
                if (i == 1) continue;
                if (i == 3) break;
                s *= x + 1;
            }
            finally
            {
                s += x * x;
            }
        }

        return s;
    }

    [Differentiable(Emit = Both), Point(0.7)]
    public static double OneInsideAnother(double x)
    {
        double s = 0;
        try
        {
            try
            {
                s += x * x;
            }
            finally
            {
                s *= 2;
            }
        }
        finally
        {
            s += x;
        }

        return s;
    }

    /// <summary>What is returned has been evaluated before.</summary>
    [Differentiable(Emit = Both), Point(0.7)]
    public static double AfterTheValue(double x)
    {
        try
        {
            return x * x;
        }
        finally
        {
            x = 7;
        }
    }

    [Differentiable(Emit = Both), Point("0.7 2"), Point("-0.7 2")]
    [Throws("0.7")]
    public static double WithEffects(double[] v)
    {
        using var outer = new Scope("outer");
        double s = v[0];
        try
        {
            using (Open("first"))
            using (Scope second = new("second"))
            {
                Note("inside");
                if (s < 0) return s * second.Length * v[1];
            }

            s *= v[1];
            Note("after");
        }
        finally
        {
            Note("finally");
            Note("done");
        }

        s += Guarded(s);
        Note("end");
        return s * outer.Length;
    }
}

public class CleanupTests
{
    [Theory]
    [InlineData(0.7, 2.0)]
    [InlineData(-0.7, 2.0)]
    [InlineData(0.7)]
    public void WhatIsDoneInTheEndIsDoneOnceAndInOrder(params double[] v)
    {
        string expected = Logged(() => Cleanups.WithEffects(v));
        Assert.Contains("finally, done", expected, StringComparison.Ordinal);
        Assert.Equal(expected, Logged(() => Cleanups.WithEffectsGradient(v)));
        Assert.Equal(expected, Logged(() => Cleanups.WithEffectsJvp(v, new double[v.Length])));
        Assert.Equal(expected, Logged(() => Cleanups.WithEffectsValueAndGradient(v, new double[v.Length])));
    }

    private static string Logged(Action act)
    {
        lock (Cleanups.Log)
        {
            Cleanups.Log.Clear();
            try
            {
                act();
            }
            catch (IndexOutOfRangeException)
            {
                Cleanups.Log.Add("thrown");
            }

            return string.Join(", ", Cleanups.Log);
        }
    }
}
