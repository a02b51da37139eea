namespace SymbolicDiff.Behavior.Tests.Language;

/// <summary>Lists that a method makes.</summary>
public static partial class Lists
{
    [Differentiable(Emit = Both | Derivatives.Hessian)]
    [Entry("A12")]
    public static double Grows(double x)
    {
        var l = new List<double>();
        l.Add(x);
        l.Add(2 * x);
        l[1] = x * x;
        return l[1];
    }

    [Differentiable(Emit = Both | Derivatives.Vjp | Derivatives.Hessian)]
    [Point("1 2 3 4 5 6 7 8 9", 0.5)]
    public static double Filtered(double[] v, double limit)
    {
        var kept = new List<double>();
        foreach (double x in v)
            if (x > limit * 5) kept.Add(x * limit);
        double s = 0;
        for (int i = 0; i < kept.Count; i++) s += kept[i] * kept[i];
        foreach (double x in kept) s += Math.Sin(x);
        return s / kept.Count;
    }

    [Differentiable(Emit = Both | Derivatives.Vjp)]
    [Point(0.5, 40)]
    [Point(2.5, 3)]
    public static double Trajectory(double x, int n)
    {
        List<double> path = [x, x * x];
        while (path.Count < n) path.Add(Math.Sin(path[^1]) + 0.5 * path[path.Count - 2]);
        for (int i = 1; i < path.Count; i++) path[i] *= path[i - 1];
        double[] all = path.ToArray();
        double s = 0;
        for (int i = 0; i < all.Length; i++) s += all[i] * i;
        return s;
    }

    [Differentiable(Emit = Both)]
    [Point("1 2 3", 0.5)]
    public static double Emptied(double[] v, double x)
    {
        var l = new List<double>(v) { x };
        double s = l[3] * l[0];
        l.Clear();
        for (int k = 0; k < 3; k++)
        {
            var inner = new List<double>(2);
            for (int i = 0; i < 2 * k + 3; i++) inner.Add(v[i % v.Length] * x + s);
            l.Add(inner[k] * inner[^1]);
        }

        s += l[0] * l[1];
        l[0] = l[1] = s;
        return s * l.Count + l[0] * x;
    }

    [Differentiable(Emit = Both)]
    [Point("1 2 3", 0.5)]
    public static double Handed(double[] v, double x)
    {
        List<double> l = Made(v, x);
        List<double> same = l;
        Extend(same, x * x);
        return Sum(l) * l[l.Count - 1];
    }

    [Differentiable(Emit = Both)]
    [Point("1 2 3", 0.5f)]
    public static float Single(float[] v, float x)
    {
        var l = new List<float>();
        for (int i = 0; i < v.Length; i++)
        {
            l.Add(v[i] * x);
            l.Add(x);
            l[i] += l[0];
        }

        float s = 0;
        foreach (float y in l) s += y * y;
        return s;
    }

    [Differentiable(Emit = Both)]
    [Throws(1.0, 3)]
    [Throws(1.0, -1)]
    [Point(2.0, 1)]
    public static double OutOfRange(double x, int i)
    {
        var l = new List<double> { x, x * x };
        return l[i] * x;
    }

    [Differentiable(Emit = Both)]
    [Throws(1.0, 2)]
    [Point(2.0, 1)]
    public static double StoresOutOfRange(double x, int i)
    {
        var l = new List<double> { x, x * x };
        l[i] = 3 * x;
        return l[0] * l[1];
    }

    private static List<double> Made(double[] v, double x)
    {
        var made = new List<double>();
        for (int i = 0; i < v.Length; i++) made.Add(v[i] * x);
        return made;
    }

    private static void Extend(List<double> list, double y)
    {
        list.Add(y);
        list.Add(list[0] * y);
    }

    private static double Sum(List<double> list)
    {
        double s = 0;
        foreach (double x in list) s += x * x;
        return s;
    }
}
