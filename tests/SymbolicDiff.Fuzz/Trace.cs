namespace SymbolicDiff.Fuzz;

/// <summary>
/// What a program decided on its way. Where two points have the same trace, the function is smooth between them as far as its code can tell: differences across
/// them have no kink inside.
/// </summary>
public static class Trace
{
    [ThreadStatic]
    private static ulong hash;

    public static ulong Take()
    {
        ulong taken = hash;
        hash = 14695981039346656037;
        return taken;
    }

    public static bool Of(bool decision)
    {
        Note(decision ? 1 : 2);
        return decision;
    }

    public static double Abs(double x)
    {
        Note(Math.Sign(double.IsNaN(x) ? 0 : x));
        return Math.Abs(x);
    }

    public static int Sign(double x)
    {
        Note(Math.Sign(x));
        return Math.Sign(x);
    }

    public static double Floor(double x)
    {
        Note((int)Math.Floor(Math.Clamp(x, -1e6, 1e6)));
        return Math.Floor(x);
    }

    public static double Max(double a, double b)
    {
        Note(a.CompareTo(b));
        return Math.Max(a, b);
    }

    public static double Min(double a, double b)
    {
        Note(a.CompareTo(b));
        return Math.Min(a, b);
    }

    public static double Clamp(double x, double low, double high)
    {
        Note(x < low ? -1 : x > high ? 1 : 0);
        return Math.Clamp(x, low, high);
    }

    private static void Note(int decision) => hash = (hash ^ (ulong)(uint)(decision + 3)) * 1099511628211;
}
