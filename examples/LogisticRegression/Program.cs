using LogisticRegression;

const double Penalty = 1e-3;

if (args.Length > 2)
    return Fail("Usage: LogisticRegression [data.csv [loss.svg]]");

try
{
    Train(
        args.Length > 0 ? args[0] : Path.Combine(AppContext.BaseDirectory, "data", "breast_cancer.csv"),
        args.Length > 1 ? args[1] : Path.Combine("artifacts", "logistic-regression-loss.svg"));
    return 0;
}
catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidDataException)
{
    return Fail(error.Message);
}

static void Train(string dataPath, string curvePath)
{
    (Dataset training, Dataset test) = Dataset.Read(dataPath).SplitAndStandardise();
    Print($"{training.Labels.Length} samples to train on, {test.Labels.Length} to test, {training.Features[0].Length} features");

    Print($"{"evaluation",10}  {"loss",10}  {"|gradient|",12}");
    var run = new Training(training, Penalty);
    (double[] weights, double bias) = run.Run(Console.Out);

    double loss = LogisticModel.Loss(weights, bias, training.Features, training.Labels, Penalty);
    Print($"final loss {loss:F6} after {run.Losses.Count} evaluations");
    Print($"accuracy {LogisticModel.Accuracy(weights, bias, training):F4} in training, {LogisticModel.Accuracy(weights, bias, test):F4} in the test");

    (double lossTime, double gradientTime) = Cost.Measure(training, weights, bias, Penalty);
    Print($"loss {lossTime:F1} µs, value and gradient {gradientTime:F1} µs: {gradientTime / lossTime:F2} times the loss");

    LossCurve.Save(run.Losses, curvePath);
    Print($"loss curve in {curvePath}");
}

static void Print(FormattableString line) => Console.WriteLine(FormattableString.Invariant(line));

static int Fail(string message)
{
    Console.Error.WriteLine(message.ReplaceLineEndings(" "));
    return 1;
}
