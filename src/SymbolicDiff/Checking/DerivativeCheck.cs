namespace SymbolicDiff.Checking;

/// <summary>A function of reals in a row, and the derivatives that are claimed to be its own.</summary>
internal sealed class DerivativeCheck
{
    public required Func<double[], double[]> Function { get; init; }

    public required double[] Point { get; init; }

    /// <summary>The coordinates' names.</summary>
    public required string[] Inputs { get; init; }

    /// <summary>The names of the result's components; one empty name for a scalar.</summary>
    public required Func<int, string[]> Results { get; init; }

    public required double Tolerance { get; init; }

    public bool IsSingle { get; init; }

    /// <summary>The gradient, or all partial derivatives row by row.</summary>
    public Func<double[], double[]>? Partials { get; init; }

    public string PartialsName { get; init; } = "gradient";

    public Func<double[], double[], (double[] Value, double[] Tangent)>? Jvp { get; init; }

    /// <summary>Of the point, the result's adjoint and what the adjoints hold before, the value and what they hold then.</summary>
    public Func<double[], double[], double[], (double[] Value, double[] Adjoints)>? Vjp { get; init; }

    public Func<double[], double[]>? Hessian { get; init; }

    public Func<double[], double[], double[]>? HessianTimes { get; init; }

    public Func<double[], double[]>? HessianDiagonal { get; init; }

    private double[] value = [];
    private string[] results = [];
    private string referenceName = "";

    // Two ways to the same derivative differ by rounding only.
    private double MutualTolerance => IsSingle ? Tolerance : Tolerance / 1000;

    public void Run()
    {
        value = Function([.. Point]);
        RequireSameValue();
        results = Results(value.Length);
        Func<double[], double[]> reference = Reference();
        double[] first = Sized(reference(Point), value.Length * Point.Length, referenceName);
        CompareWithDifferences(Function, first, results, referenceName);
        if (Jvp is not null && referenceName != "Jvp") CompareTangents(first);
        if (Vjp is not null && referenceName != "Vjp") CompareWithReference(first, AdjointRows(Point), "Vjp");
        if (Vjp is not null) CompareAddition(first);
        if (Hessian is not null || HessianTimes is not null || HessianDiagonal is not null) CompareSecond(reference);
    }

    private void RequireSameValue()
    {
        double[] again = Function([.. Point]);
        if (!again.AsSpan().SequenceEqual(value))
            throw new ArgumentException("It gives different results for the same arguments, so it has no derivative to compare with.", "f");
    }

    private Func<double[], double[]> Reference()
    {
        Func<double[], double[]> reference;
        if (Partials is { } partials) (referenceName, reference) = (PartialsName, x => partials([.. x]));
        else if (Vjp is not null) (referenceName, reference) = ("Vjp", AdjointRows);
        else if (Jvp is not null) (referenceName, reference) = ("Jvp", TangentColumns);
        else throw new ArgumentException("Name a first derivative to check: a gradient, a Jacobian, a Jvp or a Vjp.", PartialsName == "gradient" ? "gradient" : "jacobian");
        return reference;
    }

    private static double[] Sized(double[] components, int count, string name)
    {
        ArgumentNullException.ThrowIfNull(components, name);
        return components.Length == count
            ? components
            : throw new ArgumentException($"It returned {components.Length} components where {count} were expected.", name);
    }

    private void CompareWithDifferences(Func<double[], double[]> f, double[] components, string[] rows, string derivative)
    {
        var differences = new FivePointDifferences(f, Point, Tolerance, IsSingle);
        double magnitude = Magnitude(components);
        GradientMismatchException? worst = null;
        for (int column = 0; column < Point.Length; column++)
            for (int row = 0; row < rows.Length; row++)
            {
                double component = components[row * Point.Length + column];
                if (differences.Disagreement(row, column, component, magnitude) is not { } estimate) continue;
                string cause = LikelyCause.OfDifference(component, estimate);
                if (cause.Length == 0) cause = OfAnother(new FivePointDifferences(f, Point, Tolerance, IsSingle), row, column, component);
                Worsen(ref worst, Mismatch(derivative, rows[row], column, component, estimate.Slope, "finite differences give", cause));
            }

        if (worst is not null) throw worst;
    }

    /// <summary>Whether the component is right for another coordinate.</summary>
    private string OfAnother(FivePointDifferences differences, int row, int column, double component)
    {
        const int enough = 64;
        for (int other = 0; other < Math.Min(Point.Length, enough); other++)
            if (other != column && LikelyCause.IsNear(component, differences.Slope(row, other)))
                return $"this is the component of {Inputs[other]}: an index is wrong";
        return "";
    }

    private void CompareTangents(double[] first)
    {
        CompareWithReference(first, TangentColumns(Point), "Jvp");
        double[] direction = Mixed(Point.Length);
        double[] tangent = Sized(Jvp!([.. Point], [.. direction]).Tangent, value.Length, "jvp");
        for (int row = 0; row < value.Length; row++)
        {
            double expected = 0, scale = 1;
            for (int column = 0; column < Point.Length; column++)
            {
                double term = first[row * Point.Length + column] * direction[column];
                (expected, scale) = (expected + term, Math.Max(scale, Math.Abs(term)));
            }

            if (Differ(tangent[row], expected, scale))
            {
                throw new GradientMismatchException(
                    "Jvp", Of("The tangent", results[row]) + " along a mixed direction", results[row], row, tangent[row], expected,
                    $"its tangents along the coordinates add up to", "it is not linear in the tangents: one of them is ignored or taken twice");
            }
        }
    }

    private void CompareWithReference(double[] first, double[] second, string derivative)
    {
        double scale = Magnitude(first);
        GradientMismatchException? worst = null;
        for (int i = 0; i < first.Length; i++)
        {
            if (!Differ(second[i], first[i], scale)) continue;
            Worsen(ref worst, Mismatch(
                derivative, results[i / Point.Length], i % Point.Length, second[i], first[i], $"the {referenceName}, which agrees with finite differences, gives",
                LikelyCause.OfNumbers(second[i], first[i])));
        }

        if (worst is not null) throw worst;
    }

    /// <summary>A Vjp multiplies by the result's adjoint and adds to what is there.</summary>
    private void CompareAddition(double[] first)
    {
        double[] seed = Mixed(value.Length), before = Mixed(Point.Length);
        double[] after = Sized(Vjp!([.. Point], [.. seed], [.. before]).Adjoints, Point.Length, "vjp");
        for (int column = 0; column < Point.Length; column++)
        {
            double product = 0, sum = 0, scale = 1;
            for (int row = 0; row < value.Length; row++)
            {
                double term = seed[row] * first[row * Point.Length + column];
                (product, sum, scale) = (product + term, sum + first[row * Point.Length + column], Math.Max(scale, Math.Abs(term)));
            }

            double expected = before[column] + product;
            if (!Differ(after[column], expected, scale)) continue;
            string cause = !Differ(after[column], product, scale) ? "it overwrites the adjoints instead of adding to them"
                : !Differ(after[column], before[column] + sum, scale) ? "it ignores the result's adjoint"
                : "";
            throw Mismatch("Vjp", "", column, after[column], expected, "what was there and the result's adjoint times the derivative give", cause);
        }
    }

    private void CompareSecond(Func<double[], double[]> reference)
    {
        if (value.Length != 1) throw new ArgumentException("Second derivatives are those of a single real.", "hessian");
        int n = Point.Length;
        double[]? products = HessianTimes is null ? null : ProductColumns();
        double[]? full = Hessian is null ? products : Sized(Hessian([.. Point]), n * n, "hessian");
        if (full is not null) CompareWithDifferences(reference, full, Inputs, Hessian is null ? "Hessian-vector product" : "Hessian");
        if (products is not null && Hessian is not null) CompareMatrices(products, full!);
        if (HessianDiagonal is null) return;
        double[] diagonal = Sized(HessianDiagonal([.. Point]), n, "hessianDiagonal");
        double scale = Magnitude(diagonal);
        var differences = new FivePointDifferences(reference, Point, Tolerance, IsSingle);
        for (int i = 0; i < n; i++)
            if (differences.Disagreement(i, i, diagonal[i], scale) is { } estimate)
                throw Mismatch("diagonal of the Hessian", "", i, diagonal[i], estimate.Slope, "finite differences give", LikelyCause.OfDifference(diagonal[i], estimate));
    }

    private void CompareMatrices(double[] products, double[] full)
    {
        double scale = Magnitude(full);
        for (int i = 0; i < full.Length; i++)
            if (Differ(products[i], full[i], scale))
                throw Mismatch("Hessian-vector product", Inputs[i / Point.Length], i % Point.Length, products[i], full[i],
                    "the Hessian, which agrees with finite differences, gives", LikelyCause.OfNumbers(products[i], full[i]));
    }

    private bool Differ(double a, double b, double scale) =>
        !(Math.Abs(a - b) <= MutualTolerance * Math.Max(scale, Math.Max(Math.Abs(a), Math.Abs(b)))) && !(double.IsNaN(a) && double.IsNaN(b)) && !a.Equals(b);

    private double[] TangentColumns(double[] x) => Columns(value.Length, direction => RequireValue(x, Jvp!([.. x], direction), "Jvp"), "jvp");

    private double[] ProductColumns() => Columns(Point.Length, direction => HessianTimes!([.. Point], direction), "hessianVectorProduct");

    private double[] Columns(int rows, Func<double[], double[]> column, string name)
    {
        int n = Point.Length;
        double[] entries = new double[rows * n];
        for (int j = 0; j < n; j++)
        {
            double[] direction = new double[n];
            direction[j] = 1;
            double[] entriesOfColumn = Sized(column(direction), rows, name);
            for (int i = 0; i < rows; i++) entries[i * n + j] = entriesOfColumn[i];
        }

        return entries;
    }

    private double[] AdjointRows(double[] x)
    {
        double[] entries = new double[value.Length * x.Length];
        for (int row = 0; row < value.Length; row++)
        {
            double[] seed = new double[value.Length];
            seed[row] = 1;
            double[] adjoints = Sized(RequireValue(x, Vjp!([.. x], seed, new double[x.Length]), "Vjp"), x.Length, "vjp");
            adjoints.CopyTo(entries, row * x.Length);
        }

        return entries;
    }

    /// <summary>The derivative, if the value that comes with it is the function's.</summary>
    private double[] RequireValue(double[] x, (double[] Value, double[] Derivative) pair, string derivative)
    {
        if (!ReferenceEquals(x, Point)) return pair.Derivative;
        Sized(pair.Value, value.Length, derivative);
        for (int i = 0; i < value.Length; i++)
            if (Differ(pair.Value[i], value[i], 0))
                throw new GradientMismatchException(
                    derivative, Of("The value", results[i]) + $" that the {derivative} returns", results[i], i, pair.Value[i], value[i], "the function gives", "");
        return pair.Derivative;
    }

    private GradientMismatchException Mismatch(string derivative, string row, int column, double component, double expected, string against, string cause)
    {
        string place = row.Length == 0 ? Inputs[column] : $"({row}, {Inputs[column]})";
        string subject = row.Length == 0
            ? $"Component {GradientMismatchException.Text(column)} of the {derivative}, {place},"
            : $"Entry {place} of the {derivative}";
        return new GradientMismatchException(derivative, subject, place, column, component, expected, against, cause);
    }

    private static string Of(string what, string row) => row.Length == 0 ? what : $"{what} of {row}";

    private static void Worsen(ref GradientMismatchException? worst, GradientMismatchException mismatch)
    {
        if (worst is null || mismatch.RelativeError > worst.RelativeError) worst = mismatch;
    }

    /// <summary>Numbers without a pattern that a mistake could have, too.</summary>
    private static double[] Mixed(int count)
    {
        double[] numbers = new double[count];
        for (int i = 0; i < count; i++) numbers[i] = (i % 2 == 0 ? 1 : -1) * (0.375 + i * 0.8125 % 1);
        return numbers;
    }

    private static double Magnitude(double[] components)
    {
        double magnitude = 1;
        foreach (double component in components)
        {
            if (double.IsFinite(component)) magnitude = Math.Max(magnitude, Math.Abs(component));
        }

        return magnitude;
    }
}
