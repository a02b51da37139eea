namespace SymbolicDiff.Calculus.Evaluation;

/// <summary>A function cannot be evaluated, or not at this point: it is outside of what the evaluator knows, throws, or runs too long.</summary>
internal sealed class NotEvaluableException(string reason) : Exception(reason);
