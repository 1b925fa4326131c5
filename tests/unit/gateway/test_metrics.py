"""The list of metrics is well formed; that it is what is exposed, test_telemetry says."""

from gateway.metrics import METRICS, PREFIX


def test_no_metric_is_listed_twice() -> None:
    names = [metric.name for metric in METRICS]
    assert len(names) == len(set(names))


def test_names_follow_prometheus_conventions() -> None:
    assert all(metric.name.startswith(PREFIX) for metric in METRICS)
    assert all(metric.name.endswith("_total") for metric in METRICS if metric.kind == "counter")


def test_only_histograms_have_buckets() -> None:
    assert all(bool(metric.buckets) is (metric.kind == "histogram") for metric in METRICS)
