variable "id" {
  description = "Resource id of the namespace."
  type        = string
}

variable "queues" {
  description = "Queues, by name. Times are ISO 8601 durations: `lock_duration` is how long one worker has a message to itself (PT5M at most), `default_message_ttl` how long a message waits for one. After `max_delivery_count` tries a message is a dead letter. With `duplicate_detection_window`, a second message with the same id within it is dropped; that is fixed once the queue is made."
  type = map(object({
    lock_duration              = optional(string, "PT1M")
    default_message_ttl        = optional(string, "P14D")
    max_delivery_count         = optional(number, 5)
    max_size_in_megabytes      = optional(number, 1024)
    duplicate_detection_window = optional(string)
  }))
  default  = {}
  nullable = false
}

variable "senders" {
  description = "Which identity may send to which queue, by a name of its own for each grant."
  type = map(object({
    principal_id = string
    queue        = string
  }))
  default  = {}
  nullable = false
}

variable "workers" {
  description = "Which identity receives from which queue, by a name of its own for each grant."
  type = map(object({
    principal_id = string
    queue        = string
  }))
  default  = {}
  nullable = false
}
