namespace SymbolicDiff.Behavior.Tests.Language;

public static partial class Adversary
{
    [Differentiable(Emit = Both), Point(0.7, 1.3)]
    public static double OutVariableOnOneSide(double x, double y)
    {
        if (TryGet(x, out double z) && z > 0) { double w = z * y; return w * z; } else { z = y; }
        return z;
    }

    [Differentiable(Emit = Both), Point(0.7, "0.5 1.5 2.5")]
    public static double LoopVariableIsACopy(double x, double[] a)
    {
        foreach (double v in a) { double w = v * x; a[2] += w; }
        return a[2];
    }

    [Differentiable(Emit = Both), Point(0.7, 1.3)]
    public static double StructureIsCopied(double x, double y)
    {
        var p = new Pair { A = x, B = y };
        var q = p;
        q.A *= 2;
        p.B += q.A;
        return p.A * p.B + q.A * q.B;
    }

    [Differentiable(Emit = Both), Point(0.7, 1.3)]
    public static double StructureByValueAndByReference(double x, double y)
    {
        var p = new Pair { A = x, B = y };
        Change(p);
        Change(ref p);
        return p.A * p.B;
    }

    [Differentiable(Emit = Both), Point(0.7, 1.3)]
    public static double MethodOnACopy(double x, double y)
    {
        var p = new Pair { A = x, B = y };
        p.Scale(3);
        Same(p).Scale(5);
        return p.A * p.B;
    }

    [Differentiable(Emit = Both), Point(0.7, 1.3)]
    public static double MethodOnAReadOnlyReference(double x, double y)
    {
        var p = new Pair { A = x, B = y };
        Scaled(in p);
        return p.A * p.B;
    }

    [Differentiable(Emit = Both), Point(0.7, 1.3)]
    public static double MethodThatChangesItsStructureInAnOperand(double x, double y)
    {
        var p = new Pair { A = x, B = y };
        return p.A * p.Scaled(3) * p.A;
    }

    [Differentiable(Emit = Both), Point(0.7, 1.3)]
    public static double PropertyThatChangesItsStructure(double x, double y)
    {
        var p = new Pair { A = x, B = y };
        return p.Doubled * p.Doubled * p.A;
    }

    [Differentiable(Emit = Both), Point(0.7, 1.3)]
    public static double ParameterThatItsMethodChanges(double x, double y)
    {
        var p = new Pair { A = x, B = y };
        return Last(p) * p.A;
    }

    [Differentiable(Emit = Both), Point(0.7, 1.3, "0.5 1.5 2.5")]
    public static double RecordWithAnotherMember(double x, double y, double[] a)
    {
        var l = new Layer(a, x);
        var m = l with { B = y };
        l.W[1] *= 2;
        return m.W[1] * m.B * l.B;
    }

    [Differentiable(Emit = Both), Point(0.7, 1.3)]
    public static double ConstructorWithoutParameters(double x, double y)
    {
        var p = new Five();
        return p.A * x + new Five { A = x }.A * y;
    }

    [Differentiable(Emit = Both), Point(0.7, 1.3)]
    public static double TupleIsCopied(double x, double y)
    {
        (double, double) t = (x, y);
        t.Item1 *= t.Item2;
        var u = t;
        (t.Item1, t.Item2) = (t.Item2, t.Item1);
        return u.Item1 * t.Item1 + t.Item2;
    }

    [Differentiable(Emit = Both), Point(0.7, 1.3)]
    public static double GuardsWithSideEffects(double x, double y)
    {
        int n = 0;
        double r = x switch { > 5 when n++ > 0 => x, > 0 when (n += 2) > 5 => y, _ when n == 2 => x * y, _ => n };
        return r + n;
    }

    [Differentiable(Emit = Both), Point(0.7, 1.3, "0.5 1.5 2.5")]
    public static double CasesWithSideEffects(double x, double y, double[] a)
    {
        int n = 0;
        bool Seen(int k) { n += k; return k > 1; }
        switch (a.Length) { case 3 when Seen(1): x *= 2; break; case > 1 when Seen(2): x *= y; break; default: x = 0; break; }
        return x + n * y;
    }

    [Differentiable(Emit = Both), Point(0.7, "0.5 1.5 2.5")]
    public static double ParameterArrayIsTheCallersArray(double x, double[] a)
    {
        Zero(a);
        return a[1] * x + a[0];
    }

    [Differentiable(Emit = Both), Point(0.7, 1.3)]
    public static double ParameterArrayIsNew(double x, double y)
    {
        Zero(x, y);
        return x * y;
    }

    [Differentiable(Emit = Both), Point(0.7, 1.3, "0.5 1.5 2.5")]
    public static double SpansOverOneArray(double x, double y, double[] a)
    {
        var s = a.AsSpan();
        var t = a.AsSpan(1);
        s[1] = x;
        t[0] *= y;
        return a[1] * s[1] * t[0];
    }

    [Differentiable(Emit = Both), Point(0.7, 1.3, "0.5 1.5 2.5")]
    public static double SliceOfSlice(double x, double y, double[] a)
    {
        var s = a.AsSpan()[1..][..1];
        s[^1] = x * y;
        return a[1] * a[^2];
    }

    [Differentiable(Emit = Both), Point(0.7, "0.5 1.5 2.5")]
    public static double IndexFromTheEndOnce(double x, double[] a)
    {
        int k = 0;
        int Next() => k++;
        double r = a[^(Next() + 1)] * a[Next()];
        return r * k + x * a[k];
    }

    [Differentiable(Emit = Both), Point(0.7, 1.3, "0.5 1.5 2.5")]
    public static double CloneSharesRows(double x, double y, double[] a)
    {
        double[][] j = { new[] { x, y }, a };
        var c = (double[][])j.Clone();
        c[0][0] *= 2;
        c[1] = new[] { 3.0, 4 };
        c[1][0] = x;
        return j[0][0] * j[1][0] * c[1][0];
    }

    [Differentiable(Emit = Both), Point(0.7, "0.5 1.5 2.5")]
    public static double CopyOntoItself(double x, double[] a)
    {
        Array.Copy(a, 1, a, 0, 2);
        a[2] = x;
        Array.Copy(a, 0, a, 1, 2);
        return a[0] * a[1] * a[2];
    }

    [Differentiable(Emit = Both), Point(0.7)]
    public static double ChainOfElements(double x)
    {
        int i = 0;
        double[] b = new double[3];
        b[i] = b[++i] = b[++i] = x * i;
        return b[0] + 2 * b[1] + 3 * b[2];
    }
}
