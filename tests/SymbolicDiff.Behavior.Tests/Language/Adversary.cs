namespace SymbolicDiff.Behavior.Tests.Language;

/// <summary>Programs whose order of evaluation, copies and references a derivative easily gets wrong.</summary>
public static partial class Adversary
{
    [Differentiable(Emit = Both), Point(0.7, "0.5 1.5 2.5")]
    public static double ElementReadAfterItsIndexMoved(double x, double[] a)
    {
        int i = 0;
        a[i++] += a[i];
        return a[0] * x + i;
    }

    [Differentiable(Emit = Both), Point(0.7, "0.5 1.5 2.5")]
    public static double TargetIndexBeforeValue(double x, double[] a)
    {
        int i = 0;
        a[i] = a[++i] * x;
        return a[0] + a[1] * i;
    }

    [Differentiable(Emit = Both), Point(0.7, "0.5 1.5 2.5")]
    public static double TargetAndValueMoveTheIndex(double x, double[] a)
    {
        int i = 2;
        a[i--] *= a[i] + a[i--];
        return a[2] * x + i;
    }

    [Differentiable(Emit = Both), Point(0.7, 1.3)]
    public static double AssignmentInsideAnOperand(double x, double y)
    {
        double t = x;
        t = t + (t = y) * t;
        return t;
    }

    [Differentiable(Emit = Both), Point(0.7, 1.3)]
    public static double CompoundInsideAnOperand(double x, double y)
    {
        double t = x;
        return t * (t += y) * t;
    }

    [Differentiable(Emit = Both), Point(0.7)]
    public static double IncrementsOfAReal(double x)
    {
        double t = x;
        return (t *= 2) * t++ + ++t;
    }

    [Differentiable(Emit = Both), Point(0.7, 1.3)]
    public static double LocalFunctionThatChangesACapture(double x, double y)
    {
        double s = 0;
        double Inc(double v) { s += v; return s * v; }
        return Inc(x) * Inc(y) + s;
    }

    [Differentiable(Emit = Both), Point(0.7, 1.3)]
    public static double CaptureReadBetweenCalls(double x, double y)
    {
        double s = x;
        void Square() => s *= s;
        Square();
        double k = s;
        Square();
        return s * k * y;
    }

    [Differentiable(Emit = Both), Point(0.7, 1.3)]
    public static double LambdaSeesLaterValue(double x, double y)
    {
        double k = x;
        Func<double, double> f = v => v * k;
        k = y;
        return f(2) * k * x;
    }

    [Differentiable(Emit = Both), Point(0.7, "0.5 1.5 2.5")]
    public static double FunctionInsideALoop(double x, double[] a)
    {
        double s = 0;
        for (int i = 0; i < 3; i++) { void Add() { s += a[i] * x; x += i; } Add(); Add(); }
        return s;
    }

    [Differentiable(Emit = Both), Point(0.7, "0.5 1.5 2.5")]
    public static double CapturedIndexPerIteration(double x, double[] a)
    {
        double s = 0;
        for (int i = 0; i < 3; i++) { int j = i; int Next() => ++j; s += a[i] * Next() * Next() * x; }
        return s;
    }

    [Differentiable(Emit = Both), Point(0.7, 1.3)]
    public static double OneReferenceTwice(double x, double y)
    {
        Mix(ref x, ref x);
        return x * y;
    }

    [Differentiable(Emit = Both), Point("0.5 1.5 2.5")]
    public static double OneElementTwice(double[] a)
    {
        Mix(ref a[0], ref a[0]);
        return a[0] * a[1];
    }

    [Differentiable(Emit = Both), Point("0.5 1.5 2.5")]
    public static double ReferencesWithSideEffects(double[] a)
    {
        int i = 0;
        Mix(ref a[i++], ref a[i]);
        return a[0] * a[1] + i;
    }

    [Differentiable(Emit = Both), Point(0.7, 1.3, "0.5 1.5 2.5")]
    public static double ReferenceToWhatALaterArgumentChanges(double x, double y, double[] a)
    {
        Times(ref x, x += 1);
        Times(ref a[0], a[0] = x * 2);
        return x * y * a[0];
    }

    [Differentiable(Emit = Both), Point(0.7, 1.3)]
    public static double OutThenRef(double x, double y)
    {
        TimesOut(ref x, out y);
        return x * y;
    }

    [Differentiable(Emit = Both), Point(0.7, 1.3)]
    public static double ReadOnlyReferenceToWhatChanges(double x, double y)
    {
        return ReadThenChange(x, ref x) * y;
    }

    [Differentiable(Emit = Both), Point(0.7, "0.5 1.5 2.5")]
    public static double ReadOnlyReferenceToElement(double x, double[] a)
    {
        return Product(in a[1], a[1] *= 2) * Product(a[0], a[0] *= 3) * x;
    }

    [Differentiable(Emit = Both), Point(0.7, 1.3)]
    public static double ReadOnlyReferenceToMember(double x, double y)
    {
        var p = new Pair { A = x, B = y };
        return Product(in p.A, p.A *= 3) * p.B;
    }

    [Differentiable(Emit = Both), Point(0.7, "0.5 1.5 2.5")]
    public static double ValueOfWhatALaterArgumentChanges(double x, double[] a)
    {
        return Times(a[1], a[1] *= 2) * x;
    }

    [Differentiable(Emit = Both), Point(0.7)]
    public static double NamedArgumentsInTheirOrder(double x)
    {
        return WithDefault(k: x += 1, v: x) * WithDefault(x);
    }

    [Differentiable(Emit = Both), Point(0.7, 1.3)]
    public static double OutVariableAgain(double x, double y)
    {
        TryGet(x, out var z);
        { TryGet(y, out z); }
        return z * x;
    }
}
